// The contract that `promptctl init` writes, in production, with AI SDK 6:
//   npm install ai@6 @ai-sdk/openai@3 promptctl && OPENAI_API_KEY=… node ai-sdk.mjs "Where is my order 4711?"
import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";
import { connect } from "promptctl/client";
import { wrap } from "promptctl/client/ai-sdk";

const support = await connect({
  source: process.env.PROMPTCTL_SOURCE ?? "file:.promptctl/live",
  contract: "support",
  label: "prod",
  records: process.env.PROMPTCTL_RECORDS ?? "runs.jsonl",
});
const session = support.open("conversation-1");
const model = createOpenAI()(session.model.name);

// Yours: what your shop knows and does. Arguments are valid here, guardrails have spoken, budgets are kept.
const tools = {
  get_order: ({ order_id }) => ({ order_id, status: "delivered", total: 40 }),
  issue_refund: ({ order_id, amount }) => ({ order_id, refunded: amount }),
};

const messages = [{ role: "user", content: process.argv[2] ?? "My order 4711 arrived broken, I want a refund." }];
const { result, stop_reason } = await wrap(session, generateText)({ model, messages, tools });
console.log(`${session.promptId}: ${stop_reason}`);
console.log(result?.text ?? "");

// A guardrail that says `confirm` ends the run with the SDK's own request for an approval: answer it, and go on.
const requests = (result?.content ?? []).filter(({ type }) => type === "tool-approval-request");
if (requests.length > 0) {
  const answers = requests.map(({ approvalId }) => ({ type: "tool-approval-response", approvalId, approved: true }));
  messages.push(...result.response.messages, { role: "tool", content: answers });
  const next = await wrap(session, generateText)({ model, messages, tools });
  console.log(next.result?.text ?? "");
}

await support.flush();
support.close();
