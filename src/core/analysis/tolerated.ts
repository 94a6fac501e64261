import type { Distribution } from "./observed.ts";
import { type Bound, lineOf } from "./sides.ts";

/**
 * Of a hundred sessions that have none, so many may have some (or, of what is not to sink, less than none): a share of
 * nothing is nothing, and without it a bundle that never calls a tool could not be shown to call none today either.
 */
export const trifle = 0.02;

/** Base with the most that is tolerated in each session: head is compared with this. In the order of base. */
export function toleratedOf(base: Distribution, bound: Bound): Distribution {
  const { factor, more } = lineOf(bound);
  if (bound.tolerance.kind === "absolute") return { ...base, values: base.values.map((value) => value + more) };
  const times = (value: number): number => (value < 0 ? value / factor : factor * value);
  const [first, after] = [base.values.findIndex((value) => value >= 0), base.values.findIndex((value) => value > 0)];
  const end = after === -1 ? base.values.length : after;
  if (first === -1 || first === end) return { ...base, values: base.values.map(times) };
  const [values, counts] = [Array.from(base.values, times), Array.from(base.counts)];
  const zeros = counts.slice(first, end).reduce((sum, count) => sum + count, 0);
  for (let at = first; at < end; at += 1) counts[at] = (counts[at] ?? 0) * (1 - trifle);
  const [at, least] = bound.side === "above" ? [end, Number.MIN_VALUE] : [first, -Number.MIN_VALUE];
  values.splice(at, 0, least);
  counts.splice(at, 0, zeros * trifle);
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), units: base.units };
}
