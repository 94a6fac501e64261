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
  const zeros = base.counts.subarray(first, end).reduce((sum, count) => sum + count, 0);
  const counts = base.counts.map((count, at) => (at >= first && at < end ? count * (1 - trifle) : count));
  const [at, least] = bound.side === "above" ? [end, Number.MIN_VALUE] : [first, -Number.MIN_VALUE];
  return {
    values: withOne(base.values.map(times), at, least),
    counts: withOne(counts, at, zeros * trifle),
    units: base.units,
  };
}

function withOne(all: Float64Array, at: number, one: number): Float64Array {
  const more = new Float64Array(all.length + 1);
  more.set(all.subarray(0, at));
  more[at] = one;
  more.set(all.subarray(at), at + 1);
  return more;
}
