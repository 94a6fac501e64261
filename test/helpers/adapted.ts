import type { Client } from "../../src/client/connect.ts";
import type { ConnectOptions } from "../../src/client/options.ts";
import type { Contract, Model } from "../../src/core/contract/contract.ts";
import { budgetDefaults } from "../../src/core/contract/defaults.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { RunRecord } from "../../src/core/run/records/schema.ts";
import { guardrail, sampleBundle, tool } from "./contracts.ts";
import { type HandDrivenDoors } from "./doors.ts";
import { connected, type Published, publishedFolder } from "./published.ts";

export const answered = { provider: "openai", name: "gpt-5-mini" };
export const asked = "My order 4711 arrived broken.";

const order = { order_id: { type: "string" } };

/** As `promptctl init` writes it: an order has to be looked up before it is refunded, and a person agrees to large sums. */
export function shopContract(model: Model, part: Partial<Contract> = {}): Partial<Contract> {
  return {
    model,
    tools: [
      tool("get_order", { effect: "read", input: { type: "object", required: ["order_id"], properties: order } }),
      tool("issue_refund", {
        aliases: ["process_refund"],
        input: { type: "object", required: ["amount"], properties: { ...order, amount: { type: "number" } } },
      }),
      tool("hand_over", { effect: "write", stop_reason: "transferred" }),
    ],
    stop_reasons: ["transferred"],
    guardrails: [
      guardrail("big-refund", {
        tool: "issue_refund",
        when: { properties: { amount: { exclusiveMinimum: 100 } } },
        decision: "confirm",
      }),
      guardrail("look-first", { tool: "issue_refund", unless_called: ["get_order"], decision: "deny" }),
    ],
    budgets: { ...budgetDefaults, max_steps: 6 },
    ...part,
  };
}

export interface Adapted {
  readonly client: Client;
  readonly doors: HandDrivenDoors;
  readonly live: Published;
  readonly kept: readonly RunRecord[];
  /** What was carried out, in its order. */
  readonly made: readonly (readonly [string, JsonObject])[];
  readonly tools: Readonly<Record<string, (args: JsonObject) => unknown>>;
}

/** A client of that shop, and what carries out its tools. */
export async function adapted(
  model: Model,
  part: Partial<Contract> = {},
  options: Partial<ConnectOptions> = {},
): Promise<Adapted> {
  const live = await publishedFolder();
  await live.publish(sampleBundle("You help.", shopContract(model, part)));
  const kept: RunRecord[] = [];
  const { client, doors } = await connected(live, { records: (record) => kept.push(record), ...options });
  const made: (readonly [string, JsonObject])[] = [];
  const does = (name: string, result: unknown) => (args: JsonObject) => {
    made.push([name, args]);
    if (result instanceof Error) throw result;
    return result;
  };
  const tools = {
    get_order: does("get_order", { status: "delivered" }),
    issue_refund: does("issue_refund", { refunded: true }),
    hand_over: does("hand_over", "a person takes over"),
  };
  return { client, doors, live, kept, made, tools };
}
