import { nameOfResult } from "../golden/results/definition.ts";
import type { KeptResult, KeptTrial } from "../golden/results/kept.ts";
import { isCompared, type Standing } from "../golden/results/standing.ts";
import { answerAll, type Answered } from "./answer.ts";
import { overallQuestions, singleQuestions } from "./questions.ts";

/** Base against head, in all tasks that ask the same of both. */
export interface ComparedSides {
  /** What a person would call the base. */
  readonly base: string;
  /** When the oldest of its runs was made that this run did not make; `null` where there is none. ISO 8601. */
  readonly since: string | null;
  /** How many tasks stand how. */
  readonly standings: Readonly<Record<Standing["kind"], number>>;
  /** Tasks that were measured on both sides. */
  readonly compared: number;
  /** Tasks that the base could not be measured in, and why, each reason once. */
  readonly unmeasured: { readonly tasks: readonly string[]; readonly why: readonly string[] };
  /** Over all tasks, pair by pair: one answer a metric. */
  readonly overall: readonly Answered[];
  /** Of single tasks, where they were run often enough: what got better or worse. */
  readonly tasks: readonly (Answered & { readonly task: string })[];
  /** Tasks that were run too seldom for an answer of their own. */
  readonly tooFew: number;
}

/**
 * What is in quarantine is not asked.
 *
 * @param base `null` where there is none
 */
export function compareSides(results: readonly KeptResult[], base: string | null): ComparedSides | null {
  if (base === null) return null;
  const standings = { equal: 0, same: 0, added: 0, changed: 0, removed: 0, weakened: 0 };
  for (const { standing } of results) if (standing !== null) standings[standing.kind] += 1;
  const asked = results.filter(({ standing, quarantine }) => quarantine === null && isCompared(standing));
  const measured = asked.filter((one) => hasJudged(one.trials) && hasJudged(one.base?.trials ?? []));
  const tasks = answerAll(singleQuestions(measured));
  const answered = new Set(
    tasks.flatMap(({ task, comparison, decides }) => (decides && !isTooFew(comparison) ? [task] : [])),
  );
  const [since = null] = results.flatMap((one) => one.base?.since ?? []).toSorted();
  return {
    base,
    since,
    standings,
    compared: measured.length,
    unmeasured: unmeasuredAtBase(asked),
    overall: answerAll(overallQuestions(measured)),
    tasks,
    tooFew: measured.filter((result) => !answered.has(nameOfResult(result))).length,
  };
}

/** What got worse so clearly that the answer is no. */
export function regressionsIn({
  overall,
  tasks,
}: ComparedSides): readonly (Answered & { readonly task: string | null })[] {
  return [...overall.map((one) => ({ ...one, task: null })), ...tasks].filter(
    ({ comparison, decides }) => decides && comparison.verdict === "regression",
  );
}

/** Whether so few runs were made that nothing could have been shown to be worse, however they came out. */
export function isTooLittle({ overall, tasks }: ComparedSides): boolean {
  return [...overall, ...tasks].every(({ comparison, decides }) => !decides || isTooFew(comparison));
}

function isTooFew({ verdict }: Answered["comparison"]): boolean {
  return verdict === "too few samples";
}

/** Whether any task asks the same of both sides, measured or not. */
export function isAsked({ standings: { equal, removed, weakened, same } }: ComparedSides): boolean {
  return equal + removed + weakened + same > 0;
}

/** Whether there was anything that could have got worse. */
export function isComparable({ standings, compared }: ComparedSides): boolean {
  return compared > 0 || standings.same > 0;
}

function unmeasuredAtBase(results: readonly KeptResult[]): ComparedSides["unmeasured"] {
  const tasks = results.filter(({ base }) => !hasJudged(base?.trials ?? []));
  const why = tasks.flatMap(({ base }) =>
    (base?.trials ?? []).flatMap((trial) => (trial.kind === "unmeasured" ? [trial.why] : [])),
  );
  return { tasks: tasks.map(nameOfResult), why: [...new Set(why)] };
}

function hasJudged(trials: readonly KeptTrial[]): boolean {
  return trials.some(({ kind }) => kind === "judged");
}
