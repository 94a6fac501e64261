import { furtherMetrics, standardMetrics, standardMinRuns } from "../analysis/metrics.ts";
import type { AnalysisPolicy, MetricPolicy, Step, Tolerance } from "../analysis/policy.ts";
import { parseDuration } from "../duration.ts";
import { parseWeight } from "../label/policy.ts";
import type { AnalysisFile } from "./analysis-schema.ts";

type MetricFile = Exclude<AnalysisFile["metrics"][string], "off">;

/** Seconds, basis points, shares from 0 to 1; what is not written is judged as `standardMetrics` has it. */
export function normaliseAnalysis(file: AnalysisFile): AnalysisPolicy {
  const { limits } = file;
  return {
    metrics: metricsOf(file.metrics),
    falseAlarms: shareOf(file.false_alarms),
    maxAge: parseDuration(file.max_age) ?? 0,
    steps: file.steps.map((step) => stepOf(step, file.bake)),
    limits: {
      tokensPerRun: limits.tokens_per_run ?? null,
      toolCallsPerRun: limits.tool_calls_per_run ?? null,
      spendPerDay: limits.spend_per_day ?? null,
      actionsPerHour: limits.actions_per_hour ?? null,
    },
  };
}

function metricsOf(written: AnalysisFile["metrics"]): readonly MetricPolicy[] {
  const known = standardMetrics.map((standard) => ({ ...standard, minRuns: standardMinRuns, isNamed: false }));
  const judged = known.flatMap((standard) => {
    const wish = written[standard.name];
    if (wish === "off") return [];
    return [wish === undefined ? standard : refine(standard, wish)];
  });
  const further = Object.entries(written).flatMap(([name, wish]) =>
    wish === "off" || known.some((standard) => standard.name === name) ? [] : [refine(furtherOf(name), wish)],
  );
  return [...judged, ...further];
}

/** Who says one bound means that one; who says none keeps what there was. */
function refine(standard: MetricPolicy, { max_increase, max_decrease, critical, min_runs }: MetricFile): MetricPolicy {
  const says = max_increase !== undefined || max_decrease !== undefined;
  return {
    ...standard,
    maxIncrease: says ? toleranceOf(max_increase) : standard.maxIncrease,
    maxDecrease: says ? toleranceOf(max_decrease) : standard.maxDecrease,
    critical: critical ?? standard.critical,
    minRuns: min_runs ?? standard.minRuns,
    isNamed: true,
  };
}

function furtherOf(name: string): MetricPolicy {
  const known = furtherMetrics.find((metric) => metric.name === name);
  const path = { name, kind: "field", maxIncrease: null, maxDecrease: null, critical: false } as const;
  return { ...(known ?? path), minRuns: standardMinRuns, isNamed: true };
}

function toleranceOf(written: number | string | undefined): Tolerance | null {
  if (written === undefined) return null;
  return typeof written === "number"
    ? { kind: "absolute", amount: written }
    : { kind: "relative", share: shareOf(written) };
}

function stepOf(step: AnalysisFile["steps"][number], bake: string): Step {
  const { weight, bake: own } = typeof step === "number" ? { weight: step, bake } : step;
  // Without a weight that can be counted ANALYSIS_STEPS refuses the file.
  return { weight: parseWeight(String(weight)) ?? 0, bake: parseDuration(own) ?? 0 };
}

function shareOf(percentage: string): number {
  return Number(percentage.slice(0, -1)) / 100;
}
