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
  /** What a person would call the base. */
  readonly base: string;
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
 * How often chance alone makes a run say that something got worse which did not, at most: half of it in single tasks, half
 * over all of them. Holds as far as runs have nothing to do with each other, and tests are exact.
 */
export const falseAlarms = 0.05;

/** Chance makes better as often as worse: each of two families says worse in half of what it gets wrong. */
const alpha = falseAlarms;

/** What is no increase where a task says nothing about it. */
export const usuallyTolerated = "10%";

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
  const single = singleQuestions(measured);
  const answered = new Set(single.map(({ task }) => task));
  return {
    base,
    standings,
    compared: measured.length,
    unmeasured: unmeasuredAtBase(asked),
    overall: overallAnswers(measured),
    tasks: answerAll(single),
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
  readonly question: Question;
}

/** A question that so few runs cannot answer, however they come out, would only make the others harder to answer. */
function singleQuestions(results: readonly KeptResult[]): readonly (Asked & { readonly task: string })[] {
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
    .filter(({ question }) => isRare(smallestP(question.samples), alpha));
}

/** What does not decide makes nothing harder to answer that does. */
function answerAll<One extends Asked>(asked: readonly One[]): readonly (Omit<One, "question"> & Answered)[] {
  const families = [true, false].map((decides) => asked.filter((one) => one.decides === decides));
  const answers = new Map(
    families.flatMap((family) => {
      const questions = family.map(({ question }) => question);
      return compare(questions, alpha).map((comparison, index) => [questions[index], comparison] as const);
    }),
  );
  return asked.flatMap(({ question, ...one }) => {
    const comparison = answers.get(question);
    return comparison === undefined ? [] : [{ ...one, comparison }];
  });
}

/** Each task counts once, by the median of its runs: those that are run more often are no more important. */
function overallAnswers(results: readonly KeptResult[]): readonly Answered[] {
  const success = results.flatMap(({ base, outcome }) =>
    base === null || base.outcome === "unmeasured" || outcome === "unmeasured"
      ? []
      : [{ base: base.outcome === "passed", head: outcome === "passed" }],
  );
  const asked = [
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
  ];
  return answerAll(asked.filter(({ question }) => question.samples.pairs.length > 0));
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
