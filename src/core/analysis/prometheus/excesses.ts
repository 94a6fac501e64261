import { sayInstant } from "../../instant.ts";
import type { HistogramName } from "../../run/instruments.ts";
import { count } from "../../text.ts";
import type { Excess } from "../comparison.ts";
import { bucketsOf } from "./buckets.ts";
import { bothSides, cellsOf, type RowsOf, sumOf } from "./grid.ts";
import type { PrometheusRequest } from "./request.ts";
import { windowsOf } from "./window.ts";

/**
 * What went beyond a limit. Of single runs a server knows only between which bounds they were: those count that were
 * above it for certain.
 */
export function excessesOf(request: PrometheusRequest, rowsOf: RowsOf): readonly Excess[] {
  const { limits } = request;
  return [
    ...ofRuns("tokens_per_run", limits.tokensPerRun, "tokens"),
    ...ofRuns("tool_calls_per_run", limits.toolCallsPerRun, "tool_calls"),
    ...ofTimes("spend_per_day", limits.spendPerDay, "24 hours"),
    ...ofTimes("actions_per_hour", limits.actionsPerHour, "60 minutes"),
  ];

  function ofRuns(limit: string, most: number | null, histogram: HistogramName): readonly Excess[] {
    if (most === null) return [];
    const grid = cellsOf(request, histogram, rowsOf);
    const above = bothSides((side) => aboveFor(bucketsOf(grid.flatMap((stratum) => stratum[side])), most));
    const names = namesOf(request);
    const whose = (["head", "base"] as const).filter((side) => above[side].runs > 0);
    if (whose.length === 0) return [];
    const who = whose.map((side) => `${count(above[side].runs, "run")} of ${names[side]}`).join(" and ");
    const seen = Math.max(above.base.least, above.head.least);
    const runs = bothSides((side) => above[side].runs);
    return [{ limit, most, seen, runs, says: `${who} had more` }];
  }

  function ofTimes(limit: string, most: number | null, says: string): readonly Excess[] {
    if (most === null) return [];
    const rows = windowsOf(request).flatMap(({ name }) => rowsOf(`${name} ${limit}`));
    const moments = new Set(rows.flatMap(({ points }) => points.map(({ at }) => at)));
    let worst = { amount: most, at: 0 };
    for (const at of moments) {
      const amount = Math.round(sumOf(rows, at) * 1e6) / 1e6;
      if (amount > worst.amount) worst = { amount, at };
    }
    if (worst.at === 0) return [];
    const until = sayInstant(new Date(worst.at * 1_000));
    return [{ limit, most, seen: worst.amount, runs: null, says: `in the ${says} up to ${until}` }];
  }
}

/** How many were above it, and what the highest of them had at least. */
function aboveFor(
  buckets: readonly { readonly most: number; readonly count: number }[],
  limit: number,
): { readonly runs: number; readonly least: number } {
  const all = Math.max(0, ...buckets.map((bucket) => bucket.count));
  const within = buckets.find(({ most }) => most >= limit)?.count ?? all;
  const runs = Math.round(all - within);
  const highest = buckets.findLast((bucket) => Math.round(bucket.count) < Math.round(all));
  return { runs, least: runs === 0 ? 0 : (highest?.most ?? 0) };
}

function namesOf({ compared }: PrometheusRequest): { readonly base: string; readonly head: string } {
  if (compared.kind === "ramp") return { base: "the current bundle", head: "the canary" };
  return { base: compared.base.says, head: compared.head.says };
}
