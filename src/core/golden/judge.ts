import type { Contract } from "../contract/contract.ts";
import type { AgentAnswer } from "../run/record.ts";
import { mayBeSlow } from "../schema/pattern.ts";
import { assertions } from "./assertions/index.ts";
import { asText } from "./checks.ts";
import { type JudgeUse, noOpinions, type Opinions } from "./rubric/opinion.ts";
import type { Task } from "./task.ts";
import { type BaseRun, type Judged, type Verdict, verdict } from "./verdict.ts";

/** One run of a task: judged, or not measured. The two are never the same. */
export type Trial =
  | {
      readonly kind: "judged";
      readonly answer: AgentAnswer;
      readonly verdicts: readonly Verdict[];
      readonly passed: boolean;
      /** What a model that judged used, beside the agent. */
      readonly judge?: JudgeUse;
    }
  | { readonly kind: "unmeasured"; readonly why: string; readonly judge?: JudgeUse };

/** Does some work, unless it takes too long: then there is no result, `null`. */
export type Within = <Result>(work: () => Result) => Result | null;

/** A run without a failure, of which a judge was not heard, was not measured. Never throws. */
export function judgeRun(
  task: Task,
  contract: Contract,
  answer: AgentAnswer,
  opinions: Opinions = noOpinions,
  within: Within = unlimited,
  base: BaseRun | null = null,
): Trial {
  const run = { task, contract, answer, opinions, base };
  const limited = mayTakeLong(run) ? within : unlimited;
  const verdicts =
    limited(() => assertions.flatMap((assertion) => assertion.judge(run))) ??
    assertions.flatMap((assertion) => limited(() => assertion.judge(run)) ?? [tooSlow(assertion.name)]);
  const passed = verdicts.every(({ status }) => status !== "fail");
  const unheard = passed ? verdicts.find(({ status }) => status === "not measured") : undefined;
  if (unheard !== undefined) return { kind: "unmeasured", why: `the rubric was not judged: ${unheard.got}` };
  return { kind: "judged", answer, verdicts, passed };
}

/** Watching the time costs more than judging most runs does. */
function mayTakeLong({ task, contract, answer }: Judged): boolean {
  const asked = JSON.stringify([task.invariants.expect ?? null, contract.output]);
  const said = (answer.transcript ?? []).reduce((sum, { content }) => sum + content.length, 0);
  return (
    mayBeSlow(asked) ||
    /"jsonpath"|"(?:not-)?similar"|"path":"[^"]*(?:\?|\.\.)/.test(asked) ||
    said > longText ||
    asText(answer.output).length > longText
  );
}

/** From so many characters on a pattern that looks at each pair of them is slow. */
const longText = 20_000;

const unlimited: Within = (work) => work();

function tooSlow(invariant: string): Verdict {
  const got = "no end: a regular expression or a JSONPath takes too long for this answer";
  return verdict(invariant, false, "checks that come to an end", got);
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
