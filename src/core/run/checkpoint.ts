import type { Contract, Decision, Guardrail, Tool } from "../contract/contract.ts";
import { answersTo, toolNamed, toolNameOf } from "../contract/contract.ts";
import type { JsonObject } from "../json.ts";
import { matchesSchema, schemaFaults } from "../schema/validate.ts";
import { propertiesOf, requiredOf } from "../schema/walk.ts";
import { shortJson } from "../text.ts";
import type { Meter } from "./meter.ts";
import { sayUnknownTool } from "./offered.ts";

/** What to do about a tool call, before it has any effect. */
export type Checkpoint =
  | { readonly kind: "allow"; readonly tool: Tool; readonly arguments: JsonObject }
  | { readonly kind: "confirm"; readonly tool: Tool; readonly arguments: JsonObject; readonly guardrail: string }
  | { readonly kind: "deny"; readonly guardrail: string | null; readonly message: string }
  | { readonly kind: "stop"; readonly stop_reason: string; readonly message: string };

/** What a checkpoint knows beside the contract and what was used. */
export interface Beside {
  /** Whether a person agreed to this very call before. */
  readonly isApproved: (tool: Tool, args: JsonObject) => boolean;
  /** The tools that new sessions have: where one of them is called by a name that is not known here, it can be told. */
  readonly newer: () => readonly Tool[];
}

const nothingBeside: Beside = { isApproved: () => false, newer: () => [] };

/**
 * The order is the promise: budgets, then whether the tool exists, then its arguments, then approvals, then
 * guardrails. The messages of `deny` are for the model: they say what it can do instead.
 *
 * @param args as text where the model wrote something that is no JSON object
 */
export function checkToolCall(
  contract: Contract,
  meter: Meter,
  name: string,
  args: JsonObject | string,
  beside: Beside = nothingBeside,
): Checkpoint {
  const tool = toolNamed(contract, name);
  const spent = spentBudget(contract, meter, tool);
  if (spent !== null) return { kind: "stop", stop_reason: "budget_exceeded", message: spent };
  if (tool === null) {
    return { kind: "deny", guardrail: null, message: sayUnknownTool(contract, name, beside.newer()) };
  }
  if (typeof args === "string") {
    const message = `The arguments of ${name} are not a JSON object: ${shortJson(args, 100)}`;
    return { kind: "deny", guardrail: null, message };
  }
  const faults = schemaFaults(tool.input, args);
  if (faults.length > 0)
    return { kind: "deny", guardrail: null, message: `The arguments of ${name} are not valid: ${faults.join(" ")}` };
  if (beside.isApproved(tool, args)) return { kind: "allow", tool, arguments: args };
  const guardrail = decidingGuardrail(contract, tool, meter, args);
  switch (guardrail?.decision) {
    case "deny":
      return {
        kind: "deny",
        guardrail: guardrail.id,
        message: `The rule ${guardrail.id} does not allow this call of ${name}.`,
      };
    case "confirm":
      return { kind: "confirm", tool, arguments: args, guardrail: guardrail.id };
    default:
      return { kind: "allow", tool, arguments: args };
  }
}

/** The guardrail that decides about a call whose arguments are valid; `null` where none speaks about it. */
export function decidingGuardrail(contract: Contract, tool: Tool, meter: Meter, args: JsonObject): Guardrail | null {
  return strictest(contract.guardrails.filter((rule) => applies(contract, rule, tool, meter, args)));
}

/** A budget that leaves no room for another step of the model, in words; `null` where there is room. */
export function spentStep(contract: Contract, meter: Meter): string | null {
  const { max_steps } = contract.budgets;
  if (max_steps !== null && meter.steps >= max_steps) return `the budget of ${max_steps} steps is used up`;
  return spentUse(contract, meter);
}

/** A budget of tokens, time or money that leaves no room for anything at all, in words. */
export function spentUse(contract: Contract, meter: Meter): string | null {
  return useBeyond(contract, meter, (used, limit) => used >= limit);
}

/** One of which more was used than there is: also by an answer that needs nothing more. */
export function exceededUse(contract: Contract, meter: Meter): string | null {
  return useBeyond(contract, meter, (used, limit) => used > limit);
}

function useBeyond(
  { budgets }: Contract,
  meter: Meter,
  isBeyond: (used: number, limit: number) => boolean,
): string | null {
  const uses = [
    [budgets.max_tokens, meter.tokens, "tokens"],
    [budgets.max_seconds, meter.seconds, "seconds"],
    [budgets.max_spend_usd, meter.spend, "US dollars"],
  ] as const;
  const found = uses.find(([limit, used]) => limit !== null && isBeyond(used, limit));
  return found === undefined ? null : `the budget of ${found[0]} ${found[2]} is used up`;
}

function spentBudget({ budgets }: Contract, meter: Meter, tool: Tool | null): string | null {
  if (budgets.max_tool_calls !== null && meter.toolCalls >= budgets.max_tool_calls) {
    return `the budget of ${budgets.max_tool_calls} tool calls is used up`;
  }
  if (tool === null) return null;
  const calls = meter.callsPerTool.get(tool.name) ?? 0;
  for (const [name, limit] of Object.entries(budgets.max_calls_per_tool)) {
    if (answersTo(tool, name) && calls >= limit) return `the budget of ${limit} calls of ${name} is used up`;
  }
  return null;
}

function applies(contract: Contract, guardrail: Guardrail, tool: Tool, meter: Meter, args: JsonObject): boolean {
  if (!guardsTool(guardrail, tool)) return false;
  if (guardrail.unless_called.some((name) => meter.succeeded.has(toolNameOf(contract, name)))) return false;
  return guardrail.when === null || matchesSchema(presence(guardrail.when), args);
}

/** Whether a guardrail is about a tool, whatever else has to be so for it to speak. */
export function guardsTool({ tool: name, effect }: Guardrail, tool: Tool): boolean {
  return (name === null || answersTo(tool, name)) && (effect.length === 0 || effect.includes(tool.effect));
}

/** In `when`, the properties that are named must be there to match. */
export function presence(when: JsonObject): JsonObject {
  const known = presences.get(when);
  if (known !== undefined) return known;
  const required = [...new Set([...Object.keys(propertiesOf(when)), ...requiredOf(when)])];
  const schema = { ...when, required };
  presences.set(when, schema);
  return schema;
}

const presences = new WeakMap<JsonObject, JsonObject>();

/** deny beats confirm beats allow. */
export const strictness: Readonly<Record<Decision, number>> = { allow: 0, confirm: 1, deny: 2 };

function strictest(guardrails: readonly Guardrail[]): Guardrail | null {
  return guardrails.reduce<Guardrail | null>(
    (worst, next) => (worst === null || strictness[next.decision] > strictness[worst.decision] ? next : worst),
    null,
  );
}
