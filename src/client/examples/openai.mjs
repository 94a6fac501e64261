// The contract that `promptctl init` writes, in production, with OpenAI's own client:
//   npm install openai promptctl && OPENAI_API_KEY=… node openai.mjs "Where is my order 4711?"
import OpenAI from "openai";
import { connect } from "promptctl/client";
import { runOpenAI } from "promptctl/client/openai";

const support = await connect({
  source: process.env.PROMPTCTL_SOURCE ?? "file:.promptctl/live",
  contract: "support",
  label: "prod",
  records: process.env.PROMPTCTL_RECORDS ?? "runs.jsonl",
});
const session = support.open("conversation-1");

// Yours: what your shop knows and does. Arguments are valid here, guardrails have spoken, budgets are kept.
const tools = {
  get_order: ({ order_id }) => ({ order_id, status: "delivered", total: 40 }),
  issue_refund: ({ order_id, amount }) => ({ order_id, refunded: amount }),
};

const input = process.argv[2] ?? "My order 4711 arrived broken, I want a refund.";
const { text, stop_reason, waiting, history } = await runOpenAI(session, new OpenAI(), { input, tools });
console.log(`${session.promptId}: ${stop_reason}`);
console.log(text);

// A guardrail that says `confirm` ends the run. Ask a person, and go on: the next message may come in another process.
if (waiting.length > 0) {
  const stored = JSON.parse(JSON.stringify({ pin: session.pin, memory: session.memory(), history }));
  const later = await support.resume(stored.pin, stored.memory);
  const answers = Object.fromEntries(waiting.map(({ id }) => [id, true]));
  const next = await runOpenAI(later, new OpenAI(), { history: stored.history, tools, answers });
  console.log(next.text);
}

await support.flush();
support.close();
