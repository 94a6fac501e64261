import type { Contract } from "../contract/contract.ts";
import type { AgentAnswer } from "../run/record.ts";
import type { Task } from "./task.ts";

/** What one invariant says about one run. */
export interface Verdict {
  readonly invariant: string;
  /** `not compared`: there is nothing to compare with, which is never a pass. */
  readonly status: "pass" | "fail" | "not compared";
  readonly expected: string;
  readonly got: string;
  /** The turn of the conversation that shows it, where there is one. */
  readonly turn: number | null;
}

export interface Judged {
  readonly task: Task;
  readonly contract: Contract;
  readonly answer: AgentAnswer;
}

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
