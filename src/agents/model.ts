import type { Price } from "../core/config/config.ts";
import type { Contract } from "../core/contract/contract.ts";
import { Failure } from "../core/failure.ts";
import type { ModelMessage, ModelReply, OfferedTool } from "../core/golden/exchange.ts";
import { playScene } from "../core/golden/play.ts";
import type { Moment, Thought } from "../core/golden/thought.ts";
import type { Json } from "../core/json.ts";
import { priceLine, priceOf, spendOf } from "../core/run/spend.ts";
import type { Agent, AgentRequest } from "./agent.ts";
import type { Exchanges, Models } from "./exchange/models.ts";

interface ModelAgentOptions {
  readonly models: Models;
  readonly prices: Readonly<Record<string, Price>>;
  readonly signal: AbortSignal;
}

/** The model of the contract itself: it gets the system text and the tools, and the task plays the rest. */
export function modelAgent({ models, prices, signal }: ModelAgentOptions): Agent {
  return {
    name: titles[models.mode],
    mode: models.mode,
    run: async (request) => {
      const { contract, rendered, task, repeat } = request;
      const exchanges = models.open(task, repeat, "agent");
      try {
        const price = priceIn(prices, contract);
        const think = thinker(request, exchanges, price, signal);
        const answer = await playScene(contract, rendered, task, think, price);
        await exchanges.keep();
        return { kind: "answer", answer, recording: exchanges.digest() };
      } catch (error) {
        // What the caller has to mend is no matter of one task.
        if (!(error instanceof Failure) || error.kind !== "world") throw error;
        const why = error.hint === null ? error.message : `${error.message} (${error.hint})`;
        const spends = exchanges.paid().map((tokens) => spendOf(tokens, priceOf(prices, contract.model)));
        return { kind: "unmeasured", why, ...(spends.length === 0 ? {} : { spend_usd: sumOf(spends) }) };
      }
    },
  };
}

function sumOf(spends: readonly (number | null)[]): number | null {
  return spends.reduce((sum, spend) => (sum === null || spend === null ? null : sum + spend), 0);
}

const titles: Readonly<Record<Models["mode"], string>> = {
  replay: "the model of the contract, from recordings",
  live: "the model of the contract",
  record: "the model of the contract, and record it",
};

/** @throws Failure NO_PRICE where a budget of money could not be kept: an unknown price is not the price 0 */
function priceIn(prices: ModelAgentOptions["prices"], { model, budgets }: Contract): Price | null {
  const price = priceOf(prices, model);
  if (price === null && budgets.max_spend_usd !== null) throw noPrice(model, priceLine(model, null));
  return price;
}

function noPrice({ provider, name }: Contract["model"], line: string | null): Failure {
  return new Failure("NO_PRICE", { model: `${provider}/${name}`, line });
}

/** Asks the model for each next step, with what it wants to see again of its answers before. */
function thinker(
  { contract, task, rendered, repeat }: AgentRequest,
  { ask }: Exchanges,
  price: Price | null,
  signal: AbortSignal,
): (moment: Moment) => Promise<Thought> {
  const given = rendered.messages.length + task.messages.length;
  const answered: Json[] = [];
  const tools = rendered.tools.map(offer);
  const { model, budgets } = contract;
  const output = contract.output?.enforce === "provider" ? { schema: contract.output.schema } : null;
  return async ({ system, messages }) => {
    const request = { model, system, tools, output, messages: withOpaque(messages, given, answered), repeat };
    if (signal.aborted) throw new Failure("INTERRUPTED", {});
    const reply = await ask(request, signal, budgets.max_seconds ?? undefined);
    answered.push(reply.opaque);
    if (budgets.max_spend_usd !== null && !isLate(reply, contract) && spendOf(reply.tokens, price) === null)
      throw noPrice(model, reply.tokens === null ? null : priceLine(model, reply.tokens));
    const { text, calls, tokens, seconds, stop_reason_raw } = reply;
    return { text, calls, tokens, seconds, stop_reason_raw };
  };
}

/** Nobody counts the tokens of an answer that did not come; its run ends there. */
function isLate({ stop_reason_raw, seconds }: ModelReply, { budgets }: Contract): boolean {
  return stop_reason_raw === null && budgets.max_seconds !== null && seconds >= budgets.max_seconds;
}

/** What a provider is told of a tool. The rest is ours: who may call it, and what it answers. */
function offer({ name, description, input, provider_tool }: OfferedTool): OfferedTool {
  return { name, description, input, provider_tool };
}

function withOpaque(messages: Moment["messages"], given: number, answered: readonly Json[]): readonly ModelMessage[] {
  let next = 0;
  return messages.map((said, index) => {
    if (index < given || said.role !== "assistant") return { said, opaque: null };
    const opaque = answered[next] ?? null;
    next += 1;
    return { said, opaque };
  });
}
