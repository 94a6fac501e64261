import { sameJson } from "../json.ts";
import type { Call, Tokens } from "../run/record.ts";
import { matchesCall } from "./match.ts";
import { spokenIn } from "./turns.ts";
import { callsOf, type Judged } from "./verdict.ts";

/** What a task can limit with one number, summed over its turns. */
export interface Measure {
  /** `null`: it was not measured. */
  used(run: Judged): number | null;
  /** The turn in which a limit was passed; `null` where that cannot be told. */
  turnBeyond(run: Judged, limit: number): number | null;
}

export const measures = {
  max_steps: {
    used: ({ answer }) => answer.steps,
    turnBeyond: ({ task, answer }, limit) => {
      const spoken = spokenIn(task, answer) ?? [];
      return spoken.length === answer.steps ? (spoken[limit]?.turn ?? null) : null;
    },
  },
  max_tool_calls: {
    used: (run) => callsOf(run)?.length ?? null,
    turnBeyond: (run, limit) => callsOf(run)?.[limit]?.turn ?? null,
  },
  max_tokens: ofTokens(({ input, output }) => input + output),
  max_input_tokens: ofTokens(({ input }) => input),
  max_output_tokens: ofTokens(({ output }) => output),
  max_reasoning_tokens: ofTokens(({ reasoning }) => reasoning),
  max_seconds: { used: ({ answer }) => answer.seconds, turnBeyond: () => null },
  max_spend_usd: { used: ({ answer }) => answer.spend_usd, turnBeyond: () => null },
  max_retries: {
    used: (run) => retries(run)?.length ?? null,
    turnBeyond: (run, limit) => retries(run)?.[limit]?.turn ?? null,
  },
} as const satisfies Readonly<Record<string, Measure>>;

function ofTokens(part: (tokens: Tokens) => number | null): Measure {
  return {
    used: ({ answer: { tokens } }) => (tokens === null ? null : part(tokens)),
    turnBeyond: ({ task, answer }, limit) => {
      let used = 0;
      for (const { turn, tokens } of spokenIn(task, answer) ?? []) {
        const step = tokens === null ? null : part(tokens);
        if (step === null) return null;
        used += step;
        if (used > limit) return turn;
      }
      return null;
    },
  };
}

/** Calls that repeat an earlier call of the same run: the same tool and arguments, whatever came of that one. */
function retries(run: Judged): readonly Call[] | null {
  const calls = callsOf(run);
  return (
    calls?.filter((call, index) =>
      calls
        .slice(0, index)
        .some(
          (earlier) =>
            earlier.turn === call.turn &&
            matchesCall(earlier.name, call, run.contract) &&
            sameJson(earlier.arguments, call.arguments),
        ),
    ) ?? null
  );
}
