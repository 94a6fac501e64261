import type { Contract } from "../contract/contract.ts";
import type { AgentAnswer, Call } from "../run/record.ts";
import type { Opinions } from "./rubric/opinion.ts";
import type { Task } from "./task.ts";

/** What one invariant says about one run. */
export interface Verdict {
  readonly invariant: string;
  /** `not compared`: there is nothing to compare with; `not measured`: a judge was not heard. Neither is a pass. */
  readonly status: "pass" | "fail" | "not compared" | "not measured";
  readonly expected: string;
  readonly got: string;
  /** The turn of the conversation that shows it, where there is one. */
  readonly turn: number | null;
}

export interface Judged {
  readonly task: Task;
  readonly contract: Contract;
  readonly answer: AgentAnswer;
  /** What judges said of the task's rubrics. */
  readonly opinions: Opinions;
  /** The same task with the contract as it was; without it nothing is compared. */
  readonly base?: BaseRun | null;
}

/** What the base did with a task. */
export interface BaseRun {
  readonly contract: Contract;
  readonly answer: AgentAnswer;
}

/** The calls of a run; `null` where the runner did not report any, which is not the same as none. */
export function callsOf({ contract, answer: { calls } }: Judged): readonly Call[] | null {
  return calls ?? (contract.tools.length === 0 ? [] : null);
}

export const unreportedCalls = "the runner did not report its calls";

/** One kind of invariant. Only what a task writes is checked. */
export interface Assertion {
  readonly name: string;
  readonly purpose: string;
  judge(run: Judged): readonly Verdict[];
}

export function verdict(
  invariant: string,
  holds: boolean,
  expected: string,
  got: string,
  turn: number | null = null,
): Verdict {
  return { invariant, status: holds ? "pass" : "fail", expected, got, turn };
}
