import { sameJson } from "../../json.ts";
import { thousands } from "../../text.ts";
import { matchesCall } from "../match.ts";
import { type Assertion, type Judged, type Verdict, verdict } from "../verdict.ts";

/** Upper bounds on what a task may use, summed over its turns. A number that was not measured fails. */
const measures = {
  max_steps: ({ answer }: Judged) => answer.steps,
  max_tool_calls: ({ answer }: Judged) => answer.calls.length,
  max_tokens: ({ answer }: Judged) => (answer.tokens === null ? null : answer.tokens.input + answer.tokens.output),
  max_input_tokens: ({ answer }: Judged) => answer.tokens?.input ?? null,
  max_output_tokens: ({ answer }: Judged) => answer.tokens?.output ?? null,
  max_reasoning_tokens: ({ answer }: Judged) => answer.tokens?.reasoning ?? null,
  max_seconds: ({ answer }: Judged) => answer.seconds,
  max_spend_usd: ({ answer }: Judged) => answer.spend_usd,
  max_retries: retries,
} as const;

export const limits: Assertion = {
  name: "limits",
  purpose: "A run stays within the steps, tool calls, repeated calls, tokens, seconds and money that the task allows.",
  judge(run) {
    const { invariants } = run.task;
    const ofTask = (Object.keys(measures) as (keyof typeof measures)[]).flatMap((name) => {
      const limit = invariants[name];
      if (limit === undefined) return [];
      const used = measures[name](run);
      const got = used === null ? "not measured by the runner" : `${thousands(used)}${sayExcess(used, limit)}`;
      return [verdict(name, used !== null && used <= limit, `at most ${thousands(limit)}`, got)];
    });
    return [...ofTask, ...overdue(run)];
  },
};

export const callsPerTool: Assertion = {
  name: "max_calls_per_tool",
  purpose: "No tool is called more often than the task allows.",
  judge({ task, answer, contract }) {
    return Object.entries(task.invariants.max_calls_per_tool ?? {}).map(([tool, limit]) => {
      const calls = answer.calls.filter((call) => matchesCall(tool, call, contract));
      return verdict(
        `max_calls_per_tool.${tool}`,
        calls.length <= limit,
        `at most ${limit}`,
        String(calls.length),
        calls[limit]?.turn ?? null,
      );
    });
  },
};

/** Calls that repeat an earlier call of the same run: the same tool and arguments, whatever came of that one. */
function retries({ answer: { calls }, contract }: Judged): number {
  return calls.filter((call, index) =>
    calls
      .slice(0, index)
      .some(
        (earlier) =>
          earlier.turn === call.turn &&
          matchesCall(earlier.name, call, contract) &&
          sameJson(earlier.arguments, call.arguments),
      ),
  ).length;
}

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

/** `14,200 (×1.89)`: by how much a bound was missed is the first thing anybody asks. */
function sayExcess(used: number, limit: number): string {
  return used > limit && limit > 0 ? ` (×${(used / limit).toFixed(2)} of the limit)` : "";
}
