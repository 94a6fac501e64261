import type { Contract } from "../contract/contract.ts";
import type { AgentAnswer } from "../run/record.ts";
import { assertions } from "./assertions/index.ts";
import type { Task } from "./task.ts";
import type { Verdict } from "./verdict.ts";

/** One run of a task: judged, or not measured. The two are never the same. */
export type Trial =
  | {
      readonly kind: "judged";
      readonly answer: AgentAnswer;
      readonly verdicts: readonly Verdict[];
      readonly passed: boolean;
    }
  | { readonly kind: "unmeasured"; readonly why: string };

export function judgeRun(task: Task, contract: Contract, answer: AgentAnswer): Trial {
  const verdicts = assertions.flatMap((assertion) => assertion.judge({ task, contract, answer }));
  return { kind: "judged", answer, verdicts, passed: verdicts.every(({ status }) => status !== "fail") };
}

export interface TaskResult {
  readonly task: Task;
  readonly outcome: "passed" | "failed" | "unmeasured";
  readonly trials: readonly Trial[];
}

/** The verdict of a task over its trials: `repeat.pass` of `repeat.runs` must hold. */
export function tallyTask(task: Task, trials: readonly Trial[]): TaskResult {
  const passed = trials.filter((trial) => trial.kind === "judged" && trial.passed).length;
  const unmeasured = trials.filter(({ kind }) => kind === "unmeasured").length;
  if (passed >= task.repeat.pass) return { task, outcome: "passed", trials };
  // What was not measured could still have passed: then nothing is known.
  return { task, outcome: passed + unmeasured >= task.repeat.pass ? "unmeasured" : "failed", trials };
}

/** Nothing that is still to run can change the outcome. */
export function isDecided({ repeat }: Task, trials: readonly Trial[]): boolean {
  const passed = trials.filter((trial) => trial.kind === "judged" && trial.passed).length;
  const unmeasured = trials.filter(({ kind }) => kind === "unmeasured").length;
  const left = repeat.runs - trials.length;
  return left <= 0 || passed >= repeat.pass || passed + unmeasured + left < repeat.pass;
}
