import { answersTo, type Budgets, type Contract } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import type { RunRecord } from "../../run/records/schema.ts";
import { thousands } from "../../text.ts";
import type { HappenedCall } from "./conversation.ts";

/** The bounds that a run broke, as limits of a golden task, and in words. */
export interface BrokenBounds {
  readonly limits: JsonObject;
  readonly says: readonly string[];
}

/** Budgets are for one run, which is one turn; what a task says is for all its turns. */
export function brokenBounds(
  run: RunRecord,
  calls: readonly HappenedCall[],
  { budgets, tools }: Contract,
  turns: number,
): BrokenBounds {
  const used = usedBy(run, calls);
  const isOver = run.stop_reason === "budget_exceeded";
  const told = isOver ? budgetIn(run.error) : null;
  const broken = (Object.keys(used) as (keyof typeof used)[]).flatMap((name) => {
    const [limit, number] = [budgets[name], used[name]];
    if (limit === null) return [];
    // What stops a run at a budget leaves it there, or a step beyond it.
    const isBroken = number !== null && (number > limit || (isOver && number >= limit));
    return isBroken || told === name ? [{ name, limit, number }] : [];
  });
  const perTool = Object.entries(budgets.max_calls_per_tool).flatMap(([name, limit]) => {
    const tool = tools.find((one) => answersTo(one, name));
    const number = calls.filter((call) => tool !== undefined && answersTo(tool, call.name)).length;
    return number > limit || (isOver && number >= limit && broken.length === 0) ? [{ name, limit, number }] : [];
  });
  // Which one it was nobody wrote down: then all of them are bounds of the task.
  const unknown = isOver && broken.length === 0 && perTool.length === 0;
  const limits = unknown
    ? (Object.keys(used) as (keyof typeof used)[]).flatMap((name) => {
        const limit = budgets[name];
        return limit === null ? [] : [{ name, limit, number: null }];
      })
    : broken;
  return {
    limits: {
      ...Object.fromEntries(limits.map(({ name, limit }) => [name, roundOff(limit * turns)])),
      ...(perTool.length === 0
        ? {}
        : { max_calls_per_tool: Object.fromEntries(perTool.map(({ name, limit }) => [name, limit * turns])) }),
    },
    says: [
      ...limits.map(
        ({ name, limit, number }) => `${name}: ${number === null ? "" : `${thousands(number)} of `}${thousands(limit)}`,
      ),
      ...perTool.map(
        ({ name, limit, number }) => `max_calls_per_tool: ${thousands(number)} of ${limit} calls of ${name}`,
      ),
    ],
  };
}

type Measured = Exclude<keyof Budgets, "max_calls_per_tool">;

function usedBy(
  { steps, tool_calls, tokens, seconds, spend_usd, calls: own }: RunRecord,
  calls: readonly HappenedCall[],
): Readonly<Record<Measured, number | null>> {
  return {
    max_steps: steps,
    max_tool_calls: tool_calls ?? own?.length ?? calls.length,
    max_tokens: tokens === null ? null : tokens.input + tokens.output,
    max_seconds: seconds,
    max_spend_usd: spend_usd,
  };
}

/** "the budget of 12 tool calls is used up": as the checkpoint says it. */
function budgetIn(error: RunRecord["error"]): Measured | null {
  const text = JSON.stringify(error);
  const [, unit] = /budget of [\d.,]+ (steps|tool calls|tokens|seconds|dollars)/.exec(text) ?? [];
  const [, field] = /\b(max_(?:steps|tool_calls|tokens|seconds|spend_usd))\b/.exec(text) ?? [];
  return (field ?? units.get(unit ?? "") ?? null) as Measured | null;
}

const units: ReadonlyMap<string, Measured> = new Map([
  ["steps", "max_steps"],
  ["tool calls", "max_tool_calls"],
  ["tokens", "max_tokens"],
  ["seconds", "max_seconds"],
  ["dollars", "max_spend_usd"],
]);

/** Money is no whole number: 3 × 0.1 is 0.3. */
function roundOff(number: number): number {
  return Math.round(number * 1e9) / 1e9;
}
