import type { Histogram } from "../../core/analysis/comparison.ts";
import type { Pair } from "../../core/statistics/samples.ts";

/** More bins than that are drawn two or more in one. */
const widest = 12;
const bars = "▁▂▃▄▅▆▇█";
/** Nothing is not the same as little. */
const nothing = "·";

/** A tail of both sides that is lighter than this may be told with the bin before it. */
const light = 0.005;

/** Both sides over the same bins, and with the same height for the same share; `""` where all are one value. */
export function sparklines({ base, head }: Histogram): Pair<string> {
  if (Math.max(base.length, head.length) < 2) return { base: "", head: "" };
  const [from, to] = fitted(base, head);
  const each = Math.max(1, Math.ceil((to - from) / widest));
  const [left, right] = [joined(base, from, to, each), joined(head, from, to, each)];
  const most = Math.max(0, ...left, ...right);
  return { base: drawn(left, most), head: drawn(right, most) };
}

/** Without light ends, where then every bin can be drawn; else all. */
function fitted(base: readonly number[], head: readonly number[]): readonly [from: number, to: number] {
  const all = Math.max(base.length, head.length);
  let [from, to] = [0, all];
  let [below, above] = [0, 0];
  while (to - from > widest) {
    const weight = (at: number): number => Math.max(base[at] ?? 0, head[at] ?? 0);
    const [first, last] = [below + weight(from), above + weight(to - 1)];
    if (Math.min(first, last) > light) return [0, all];
    if (first <= last) [from, below] = [from + 1, first];
    else [to, above] = [to - 1, last];
  }
  return [from, to];
}

/** What lies outside is in the bin at that end. */
function joined(shares: readonly number[], from: number, to: number, each: number): readonly number[] {
  const bins = Array.from({ length: Math.ceil((to - from) / each) }, () => 0);
  for (const [at, share] of shares.entries()) {
    const bin = Math.floor((Math.min(to - 1, Math.max(from, at)) - from) / each);
    bins[bin] = (bins[bin] ?? 0) + (Number.isFinite(share) ? share : 0);
  }
  return bins;
}

function drawn(shares: readonly number[], most: number): string {
  return shares
    .map((share) => (share <= 0 ? nothing : (bars[Math.min(7, Math.floor((share / most) * 8))] ?? nothing)))
    .join("");
}
