import { limitOf } from "../golden/increase.ts";
import { nameOfResult } from "../golden/results/definition.ts";
import type { KeptResult, KeptTrial } from "../golden/results/kept.ts";
import { smallestP } from "../statistics/sample-size.ts";
import { summaryOf } from "../statistics/summary.ts";
import { isRare } from "../statistics/test.ts";
import { type Asked, falseAlarms } from "./answer.ts";
import { type Metric, metrics } from "./metrics.ts";

/** What is no increase where a task says nothing about it. */
export const usuallyTolerated = "10%";

/** A question that so few runs cannot answer, however they come out, would only make the others harder to answer. */
export function singleQuestions(results: readonly KeptResult[]): readonly (Asked & { readonly task: string })[] {
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
    .filter(({ question }) => isRare(smallestP(question.samples), falseAlarms));
}

/** Each task counts once, by the median of its runs: those that are run more often are no more important. */
export function overallQuestions(results: readonly KeptResult[]): readonly Asked[] {
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
  return asked.filter(({ question }) => question.samples.pairs.length > 0);
}

function toleratedBy(result: KeptResult | undefined, { name }: Metric, amount: number): number {
  return limitOf(amount, result?.tolerates[name] ?? usuallyTolerated);
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
