import { isJsonObject, type Json, type JsonObject, sameJson } from "../json.ts";
import type { Budgets, Guardrail, Output, Sessions, Tool } from "./contract.ts";

/**
 * What a field means when nobody wrote it. One table serves reading (filling in) and sealing (leaving
 * out), so that a later field with a default leaves the digests of all older contracts as they are.
 */
export const toolDefaults: Omit<Tool, "name"> = {
  description: "",
  effect: "destructive",
  aliases: [],
  input: { type: "object" },
  output: null,
  annotations: {},
  stop_reason: null,
  provider_tool: null,
  contract: null,
};

export const outputDefaults: Omit<Output, "schema"> = { enforce: "provider", readers: "strict" };

export const guardrailDefaults: Omit<Guardrail, "id" | "decision"> = {
  tool: null,
  effect: [],
  when: null,
  unless_called: [],
};

export const budgetDefaults: Budgets = {
  max_steps: null,
  max_tool_calls: null,
  max_tokens: null,
  max_seconds: null,
  max_spend_usd: null,
  max_calls_per_tool: {},
};

export const sessionDefaults: Sessions = { on_change: "pin", attended: true };

/** Leaves out what equals its default. */
export function withoutDefaults(value: object, defaults: object): JsonObject {
  const standard = new Map<string, Json>(Object.entries(defaults));
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, item]: [string, Json]) => !(standard.has(key) && sameJson(item, standard.get(key))),
    ),
  );
}

/** Leaves out whole sections that hold nothing. */
export function withoutEmpty(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => !isEmpty(item)));
}

function isEmpty(value: Json): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
