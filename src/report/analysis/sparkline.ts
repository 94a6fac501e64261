import type { Histogram } from "../../core/analysis/comparison.ts";
import type { Pair } from "../../core/statistics/samples.ts";

/** More bins than that are drawn two or more in one. */
const widest = 16;
const bars = "▁▂▃▄▅▆▇█";
/** Nothing is not the same as little. */
const nothing = "·";

/** Both sides over the same bins, and with the same height for the same share. */
export function sparklines({ base, head }: Histogram): Pair<string> {
  const each = Math.max(1, Math.ceil(Math.max(base.length, head.length) / widest));
  const [left, right] = [joined(base, each), joined(head, each)];
  const most = Math.max(0, ...left, ...right);
  return { base: drawn(left, most), head: drawn(right, most) };
}

function joined(shares: readonly number[], each: number): readonly number[] {
  return Array.from({ length: Math.ceil(shares.length / each) }, (_, at) =>
    shares.slice(at * each, (at + 1) * each).reduce((sum, share) => sum + (Number.isFinite(share) ? share : 0), 0),
  );
}

function drawn(shares: readonly number[], most: number): string {
  return shares
    .map((share) => (share <= 0 ? nothing : (bars[Math.min(7, Math.floor((share / most) * 8))] ?? nothing)))
    .join("");
}
