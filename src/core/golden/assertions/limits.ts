import { thousands } from "../../text.ts";
import { priceLine } from "../../run/spend.ts";
import { matchesCall } from "../match.ts";
import { measures } from "../measures.ts";
import { type Assertion, callsOf, type Judged, unreportedCalls, type Verdict, verdict } from "../verdict.ts";

export const limits: Assertion = {
  name: "limits",
  purpose: "A run stays within the steps, tool calls, repeated calls, tokens, seconds and money that the task allows.",
  judge(run) {
    const { invariants } = run.task;
    const ofTask = names.flatMap((name) => {
      const limit = invariants[name];
      if (limit === undefined) return [];
      const used = measures[name].used(run);
      const expected = `at most ${thousands(limit)}`;
      if (used === null) return [verdict(name, false, expected, sayUnmeasured(name, run))];
      const turn = used > limit ? measures[name].turnBeyond(run, limit) : null;
      return [verdict(name, used <= limit, expected, sayUsed(name, used, limit), turn)];
    });
    return [...ofTask, ...overBudget(run)];
  },
};

const names = Object.keys(measures) as (keyof typeof measures)[];

export const callsPerTool: Assertion = {
  name: "max_calls_per_tool",
  purpose: "No tool is called more often than the task allows.",
  judge(run) {
    const all = callsOf(run);
    return Object.entries(run.task.invariants.max_calls_per_tool ?? {}).map(([tool, limit]) => {
      const calls = all?.filter((call) => matchesCall(tool, call, run.contract));
      const got = calls === undefined ? unreportedCalls : String(calls.length);
      const holds = calls !== undefined && calls.length <= limit;
      return verdict(`max_calls_per_tool.${tool}`, holds, `at most ${limit}`, got, calls?.[limit]?.turn ?? null);
    });
  },
};

/**
 * A run that used more than the contract allows has failed, whatever the task says: its last answer can pass a budget
 * that leaves room for one. Budgets are for one turn. A run that a budget ended has said so, and how long it took counts.
 */
function overBudget(run: Judged): readonly Verdict[] {
  const { task, contract, answer } = run;
  return budgetNames.flatMap((name) => {
    const perRun = contract.budgets[name];
    if (perRun === null || (answer.stop_reason === "budget_exceeded" && name !== "max_seconds")) return [];
    const used = measures[name].used(run);
    if (used === null) return [];
    const limit = perRun * Math.max(1, task.turns.length);
    // Money is no whole number: 3 × 0.7 is a little less than 2.1.
    if (used <= limit * (1 + 1e-9)) return [];
    const turn = measures[name].turnBeyond(run, limit);
    return [verdict(`budgets.${name}`, false, `at most ${thousands(limit)}`, sayUsed(name, used, limit), turn)];
  });
}

const budgetNames = ["max_steps", "max_tool_calls", "max_tokens", "max_seconds", "max_spend_usd"] as const;

/** What has to be done so that it is measured, where that is known. */
function sayUnmeasured(name: keyof typeof measures, { contract: { model }, answer: { tokens } }: Judged): string {
  if (name === "max_tool_calls" || name === "max_retries") return unreportedCalls;
  if (name !== "max_spend_usd" || tokens === null) return "not measured by the runner";
  return `not known, because a price is missing: write ${priceLine(model, tokens)} in promptctl.yaml (US dollars for a million tokens)`;
}

/** `14,200 (×1.89)`: by how much a bound was missed is the first thing anybody asks. */
function sayUsed(name: keyof typeof measures, used: number, limit: number): string {
  const shown = thousands(name === "max_seconds" ? Math.round(used * 1_000) / 1_000 : used);
  return used > limit && limit > 0 ? `${shown} (×${(used / limit).toFixed(2)} of the limit)` : shown;
}
