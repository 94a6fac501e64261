import { limitOf } from "../golden/increase.ts";
import { nameOfResult } from "../golden/results/definition.ts";
import type { KeptResult, KeptTrial } from "../golden/results/kept.ts";
import { isCompared, type Standing } from "../golden/results/standing.ts";
import { compare, type Comparison, type Question } from "../statistics/comparison.ts";
import { smallestP } from "../statistics/sample-size.ts";
import { summaryOf } from "../statistics/summary.ts";
import { isRare } from "../statistics/test.ts";
import { type Metric, metrics } from "./metrics.ts";

/** Base against head, in all tasks that ask the same of both. */
export interface ComparedSides {
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

/** What is known about one metric. */
export interface Answered {
  readonly metric: Metric["name"] | "success";
  readonly comparison: Comparison;
  /** Whether a regression of it is a no. */
  readonly decides: boolean;
}

/**
 * How often chance alone makes a run say that anything got worse: half of it in single tasks, half over all of them. Holds
 * as far as runs have nothing to do with each other, and where tests are exact.
 */
export const falseAlarms = 0.05;

/** What is no increase where a task says nothing about it. */
export const usuallyTolerated = "10%";

/** `null` where there is no base. What is in quarantine is not asked. */
export function compareSides(results: readonly KeptResult[]): ComparedSides | null {
  const standings = { equal: 0, same: 0, added: 0, changed: 0, removed: 0, weakened: 0 };
  for (const { standing } of results) if (standing !== null) standings[standing.kind] += 1;
  if (results.every(({ standing }) => standing === null)) return null;
  const asked = results.filter(({ standing, quarantine }) => quarantine === null && isCompared(standing));
  const measured = asked.filter(({ trials, base }) => hasJudged(trials) && hasJudged(base?.trials ?? []));
  const single = singleQuestions(measured);
  const answered = new Set(single.map(({ task }) => task));
  const answers = compare(
    single.map(({ question }) => question),
    falseAlarms / 2,
  );
  return {
    standings,
    compared: measured.length,
    unmeasured: unmeasuredAtBase(asked),
    overall: overallAnswers(measured),
    tasks: single.flatMap(({ task, metric, decides }, index) => {
      const comparison = answers[index];
      return comparison === undefined ? [] : [{ task, metric, decides, comparison }];
    }),
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

/** Whether there was anything that could have got worse. */
export function isComparable({ standings, compared }: ComparedSides): boolean {
  return compared > 0 || standings.same > 0;
}

interface Asked extends Omit<Answered, "comparison"> {
  readonly task: string;
  readonly question: Question;
}

/** A question that so few runs cannot answer, however they come out, would only make the others harder to answer. */
function singleQuestions(results: readonly KeptResult[]): readonly Asked[] {
  return results
    .flatMap((result) => {
      const [base, head] = [result.base?.trials ?? [], result.trials];
      const task = nameOfResult(result);
      const success = { kind: "trials" as const, base: passesIn(base), head: passesIn(head) };
      return [
        { task, metric: "success" as const, decides: true, question: { kind: "outcomes" as const, samples: success } },
        ...metrics.map((metric) => ({
          task,
          metric: metric.name,
          decides: metric.decides,
          question: {
            kind: "amounts" as const,
            samples: { kind: "trials" as const, base: amountsIn(base, metric), head: amountsIn(head, metric) },
            tolerated: (amount: number) => toleratedBy(result, metric, amount),
          },
        })),
      ];
    })
    .filter(({ question }) => isRare(smallestP(question.samples), falseAlarms / 2));
}

/** Each task counts once, by the median of its runs: those that are run more often are no more important. */
function overallAnswers(results: readonly KeptResult[]): readonly Answered[] {
  const success = results.flatMap(({ base, outcome }) =>
    base === null || base.outcome === "unmeasured" || outcome === "unmeasured"
      ? []
      : [{ base: base.outcome === "passed", head: outcome === "passed" }],
  );
  const asked: readonly (Omit<Answered, "comparison"> & { readonly question: Question })[] = [
    {
      metric: "success" as const,
      decides: true,
      question: { kind: "outcomes" as const, samples: { kind: "pairs" as const, pairs: success } },
    },
    ...metrics.map((metric) => {
      const pairs = results.flatMap((result) => {
        const [base, head] = [medianOf(result.base?.trials ?? [], metric), medianOf(result.trials, metric)];
        return base === null || head === null ? [] : [{ result, base, head }];
      });
      return {
        metric: metric.name,
        decides: metric.decides,
        question: {
          kind: "amounts" as const,
          samples: { kind: "pairs" as const, pairs },
          tolerated: (amount: number, index: number) => toleratedBy(pairs[index]?.result, metric, amount),
        },
      };
    }),
  ].filter(({ question }) => question.samples.pairs.length > 0);
  const answers = compare(
    asked.map(({ question }) => question),
    falseAlarms / 2,
  );
  return asked.flatMap(({ metric, decides }, index) => {
    const comparison = answers[index];
    return comparison === undefined ? [] : [{ metric, decides, comparison }];
  });
}

function toleratedBy(result: KeptResult | undefined, { name }: Metric, amount: number): number {
  return limitOf(amount, result?.tolerates[name] ?? usuallyTolerated);
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

function passesIn(trials: readonly KeptTrial[]): readonly boolean[] {
  return trials.flatMap((trial) => (trial.kind === "judged" ? [trial.passed] : []));
}

function amountsIn(trials: readonly KeptTrial[], { of }: Metric): readonly number[] {
  return trials.flatMap((trial) => (trial.kind === "judged" ? (of(trial) ?? []) : []));
}

function medianOf(trials: readonly KeptTrial[], metric: Metric): number | null {
  return summaryOf(amountsIn(trials, metric)).median;
}
