import type { FailureKind } from "../core/sentences.ts";
import type { Answer } from "./report.ts";

/** The exit codes, in a word each: design of the whole, and the table of the README. */
export const exitCodes = [
  { code: 0, word: "yes", when: "done, nothing to object to" },
  {
    code: 1,
    word: "no",
    when: "it ran, and the answer is no: an invalid file, a breaking change, a failed golden task, a regression, a refused gate, a canary to roll back",
  },
  { code: 2, word: "you", when: "a bad flag, an unknown name, an invalid file where a valid one was needed" },
  { code: 3, word: "world", when: "it could not measure, compare or reach: git, network, agent, disk" },
  { code: 4, word: "race", when: "somebody else moved the label first: nothing was changed" },
  { code: 101, word: "us", when: "a bug: the stack, and where to report it" },
  { code: 130, word: "stop", when: "interrupted" },
] as const;

export type ExitCode = (typeof exitCodes)[number]["code"];

export function exitOfAnswer(answer: Answer): ExitCode {
  return ({ yes: 0, no: 1, unknown: 3, stopped: 130 } as const)[answer];
}

export function exitOfFailure(kind: FailureKind): ExitCode {
  return ({ input: 2, world: 3, race: 4, stopped: 130 } as const)[kind];
}
