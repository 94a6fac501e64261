import type { Measured } from "./comparison.ts";
import type { MetricPolicy, Tolerance } from "./policy.ts";

/** What a metric comes to, before it is adjusted to the others. Both are p values at whatever time one looks. */
export interface Compared {
  readonly measured: Measured | null;
  /** Small means: worse than tolerated. */
  readonly worse: number;
  /** Small means: not worse than tolerated. */
  readonly fine: number;
}

/** How far head may be on one side of base. */
export interface Bound {
  readonly tolerance: Tolerance;
  readonly side: "above" | "below";
}

export function boundsOf({ maxIncrease, maxDecrease }: MetricPolicy): readonly Bound[] {
  return [
    ...(maxIncrease === null ? [] : [{ tolerance: maxIncrease, side: "above" as const }]),
    ...(maxDecrease === null ? [] : [{ tolerance: maxDecrease, side: "below" as const }]),
  ];
}

/** One bound that is passed is enough to fail, and passing takes all of them; without any, nothing is worse. */
export function overBounds(
  bounds: readonly Bound[],
  chancesOf: (bound: Bound) => Pick<Compared, "worse" | "fine">,
): Pick<Compared, "worse" | "fine"> {
  if (bounds.length === 0) return { worse: 1, fine: 0 };
  const chances = bounds.map(chancesOf);
  return {
    worse: Math.min(1, bounds.length * Math.min(...chances.map(({ worse }) => worse))),
    fine: Math.max(...chances.map(({ fine }) => fine)),
  };
}

/** The slope and the offset of what is tolerated for an amount, or a share, of base. */
export function lineOf({ tolerance, side }: Bound): { readonly factor: number; readonly more: number } {
  const sign = side === "above" ? 1 : -1;
  return tolerance.kind === "relative"
    ? { factor: Math.max(0, 1 + sign * tolerance.share), more: 0 }
    : { factor: 1, more: sign * tolerance.amount };
}
