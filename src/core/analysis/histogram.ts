import type { Pair } from "../statistics/samples.ts";
import type { Histogram } from "./comparison.ts";
import type { Distribution } from "./observed.ts";

const bins = 24;

/** Both sides in the same bins, which are equally wide on a logarithmic scale; what is 0 has a bin of its own. */
export function histogramOf(sides: Pair<Distribution>): Histogram {
  const edges = edgesOf(sides);
  return { edges, base: sharesIn(sides.base, edges), head: sharesIn(sides.head, edges) };
}

function edgesOf({ base, head }: Pair<Distribution>): readonly number[] {
  const values = [base, head].flatMap((side) => [...side.values.subarray(0, 1), ...side.values.subarray(-1)]);
  const positive = [base, head].flatMap((side) => side.values.find((value) => value > 0) ?? []);
  const [lowest, largest] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return [];
  if (lowest < 0) return evenly(lowest, largest, (at) => lowest * (1 - at) + largest * at);
  const smallest = Math.min(...positive);
  const logs = positive.length === 0 ? [] : evenly(smallest, largest, (at) => smallest ** (1 - at) * largest ** at);
  return lowest === 0 ? [0, ...(logs.length === 0 ? [1] : logs)] : logs;
}

/** Where all are one value, a bin that holds it. */
function evenly(from: number, to: number, edge: (share: number) => number): readonly number[] {
  if (from === to) return [from, from + Math.max(1, Math.abs(from)) / 10];
  return Array.from({ length: bins + 1 }, (_, at) => (at === bins ? to : edge(at / bins)));
}

/** A value at an edge is in the bin above it, at the last one in the last. */
function sharesIn({ values, counts }: Distribution, edges: readonly number[]): readonly number[] {
  const shares = Array.from({ length: Math.max(0, edges.length - 1) }, () => 0);
  let total = 0;
  let bin = 0;
  for (const [at, value] of values.entries()) {
    while (bin < shares.length - 1 && value >= (edges[bin + 1] ?? 0)) bin += 1;
    const count = counts[at] ?? 0;
    shares[bin] = (shares[bin] ?? 0) + count;
    total += count;
  }
  return total === 0 ? shares : shares.map((share) => share / total);
}
