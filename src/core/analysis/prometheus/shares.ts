import { reasonsOfMix } from "../mix.ts";
import type { Counts, Observed } from "../observed.ts";
import type { MetricPolicy } from "../policy.ts";
import { scaledBatches } from "./batches.ts";
import { bothSides, cellsOf, type Grid, type Seen, sumOf } from "./grid.ts";
import type { Row } from "./rows.ts";

/** The shares of a mix. */
export function observeMix(policy: MetricPolicy, seen: Seen): readonly Observed[] {
  const grid = cellsOf(seen.request, "runs in batches", seen.rowsOf);
  return reasonsOfMix(policy.name, seen.request.stopReasons).map(({ name, holds }) => {
    const isHit = ({ labels }: Row): boolean => holds(labels["promptctl_stop_reason"] ?? "");
    const hits = grid.map((stratum) => bothSides((side) => stratum[side].filter(isHit)));
    return observeShare(policy, name, hits, seen);
  });
}

/**
 * A thing that runs have or not.
 *
 * @param hits those of all runs that had it
 */
export function observeShare(
  policy: MetricPolicy,
  name: string,
  hits: Grid,
  { request, rowsOf, shares }: Seen,
): Observed {
  const all = cellsOf(request, "runs in batches", rowsOf);
  const moments = [
    ...new Set(all.flatMap(({ base, head }) => [...base, ...head].flatMap(({ points }) => points.map(({ at }) => at)))),
  ].toSorted((left, right) => left - right);
  const counts = all.map((stratum, index) =>
    bothSides((side) =>
      moments.map((at) => ({ successes: sumOf(hits[index]?.[side], at), trials: sumOf(stratum[side], at) })),
    ),
  );
  const scaled = counts.map((stratum, index) =>
    bothSides((side) => scaledBatches(stratum[side], shares[index]?.[side] ?? 0)),
  );
  // Moment after moment, and of each one stage after the other.
  const batches = moments.flatMap((_, moment) =>
    scaled
      .map((stratum) => bothSides((side) => stratum[side][moment] ?? none))
      .filter(({ base, head }) => base.trials + head.trials > 0),
  );
  const runs = bothSides((side) =>
    Math.round(counts.flatMap((stratum) => stratum[side]).reduce((sum, { trials }) => sum + trials, 0)),
  );
  return { name, policy, series: batches.length === 0 ? null : { kind: "shares", batches }, why: null, runs };
}

const none: Counts = { successes: 0, trials: 0 };
