import type { Pair } from "../../statistics/samples.ts";
import type { PrometheusRequest } from "./request.ts";
import type { Row } from "./rows.ts";

/** A stretch of time that is asked about in one go, and whose the rows are that come back. */
export interface Window {
  readonly name: "ramp" | keyof Pair<unknown>;
  readonly from: Date;
  readonly until: Date;
  readonly bundles: readonly string[];
  /** `null`: any. */
  readonly serials: readonly string[] | null;
  cellOf(row: Row): Cell | null;
}

export interface Cell {
  readonly side: keyof Pair<unknown>;
  /** The position of the stage. */
  readonly stratum: number;
}

/** Both sides of a ramp were there at the same time; two windows are asked about one after the other. */
export function windowsOf({ compared, now }: PrometheusRequest): readonly Window[] {
  if (compared.kind === "ramp") {
    const { base, head, since, stages } = compared;
    const strata = new Map(stages.flatMap(({ serials }, stratum) => serials.map((one) => [String(one), stratum])));
    const cellOf = ({ labels }: Row): Cell | null => {
      const stratum = strata.get(labels["promptctl_serial"] ?? "");
      const side = sideOf(labels["promptctl_bundle"], { base, head });
      return stratum === undefined || side === null ? null : { side, stratum };
    };
    const serials = [...strata.keys()];
    return [{ name: "ramp", from: since, until: now, bundles: [base, head], serials, cellOf }];
  }
  return (["base", "head"] as const).map((side) => {
    const { bundle, from, until } = compared[side];
    const end = until === null || Date.parse(until) > now.getTime() ? now : new Date(until);
    return {
      name: side,
      from: from === null ? new Date(end.getTime() - open) : new Date(from),
      until: end,
      bundles: [bundle],
      serials: null,
      cellOf: ({ labels }) => (labels["promptctl_bundle"] === bundle ? { side, stratum: 0 } : null),
    };
  });
}

/** Milliseconds that a window without a beginning has: servers keep fifteen days, where nobody says otherwise. */
const open = 15 * 86_400_000;

function sideOf(bundle: string | undefined, { base, head }: Pair<string>): keyof Pair<unknown> | null {
  // Where both are one bundle, nothing tells them apart.
  if (bundle === head) return "head";
  return bundle === base ? "base" : null;
}

export function secondsOf({ from, until }: Window): number {
  return Math.max(1, Math.ceil((until.getTime() - from.getTime()) / 1_000));
}
