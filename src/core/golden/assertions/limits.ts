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
      return [verdict(name, used <= limit, expected, `${thousands(used)}${sayExcess(used, limit)}`, turn)];
    });
    return [...ofTask, ...overdue(run)];
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

/** A run that took longer than the contract allows has failed, whatever the task says; its limit is for one turn. */
function overdue({ task, contract, answer }: Judged): readonly Verdict[] {
  const perRun = contract.budgets.max_seconds;
  if (perRun === null || answer.seconds === null) return [];
  const limit = perRun * Math.max(1, task.turns.length);
  if (answer.seconds <= limit) return [];
  return [
    verdict(
      "budgets.max_seconds",
      false,
      `at most ${thousands(limit)}`,
      `${thousands(answer.seconds)}${sayExcess(answer.seconds, limit)}`,
    ),
  ];
}

/** What has to be done so that it is measured, where that is known. */
function sayUnmeasured(name: keyof typeof measures, { contract: { model }, answer: { tokens } }: Judged): string {
  if (name === "max_tool_calls" || name === "max_retries") return unreportedCalls;
  if (name !== "max_spend_usd" || tokens === null) return "not measured by the runner";
  return `not known, because a price is missing: write ${priceLine(model, tokens)} in promptctl.yaml (US dollars for a million tokens)`;
}

/** `14,200 (×1.89)`: by how much a bound was missed is the first thing anybody asks. */
function sayExcess(used: number, limit: number): string {
  return used > limit && limit > 0 ? ` (×${(used / limit).toFixed(2)} of the limit)` : "";
}
