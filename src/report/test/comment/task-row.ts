import type { KeptResult, KeptTrial } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import { type Metric, metrics } from "../../../core/regression/metrics.ts";
import { summaryOf } from "../../../core/statistics/summary.ts";
import { type Block, table } from "../../report.ts";
import { metricNames, sayAmount } from "../comparison-words.ts";
import { standingWords } from "../standing.ts";

/** A task and what it used, from base to head: medians of its runs. */
export function taskRow(result: KeptResult, measured: readonly Metric[]): Block {
  const { trials, base, standing } = result;
  const stands = standing === null || standing.kind === "equal" ? "" : `\n${standingWords[standing.kind]}`;
  return table(
    ["Task", "Result", ...measured.map(({ name }) => metricNames[name])],
    [
      [
        `${nameOfResult(result)}${stands}`,
        outcomeOf(result),
        ...measured.map((metric) => {
          const say = (of: readonly KeptTrial[]): string | null => {
            const { median } = summaryOf(amountsOf(metric, of));
            return median === null ? null : sayAmount(metric.name, median);
          };
          const [before, now] = [say(base?.trials ?? []), say(trials)];
          return before === null || before === now ? (now ?? "–") : `${before} → ${now ?? "–"}`;
        }),
      ],
    ],
  );
}

/** What anything is known of: a column of dashes tells nobody anything. */
export function metricsOf(results: readonly KeptResult[]): readonly Metric[] {
  return metrics.filter((metric) =>
    results.some(({ trials, base }) => amountsOf(metric, [...trials, ...(base?.trials ?? [])]).length > 0),
  );
}

function amountsOf(metric: Metric, trials: readonly KeptTrial[]): readonly number[] {
  return trials.flatMap((trial) => (trial.kind === "judged" ? (metric.of(trial) ?? []) : []));
}

const marks: Readonly<Record<KeptResult["outcome"], string>> = {
  passed: "✅ passed",
  failed: "❌ failed",
  unmeasured: "⚠️ not measured",
};

function outcomeOf({ outcome, quarantine, base }: KeptResult): string {
  if (quarantine !== null) return `${outcome}, in quarantine`;
  return base === null || base.outcome === outcome ? marks[outcome] : `${marks[outcome]}\nbase ${base.outcome}`;
}
