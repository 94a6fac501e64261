import type { Pair } from "../../statistics/samples.ts";
import type { PrometheusRequest } from "./request.ts";
import type { Row } from "./rows.ts";
import { windowsOf } from "./window.ts";

export type RowsOf = (id: string) => readonly Row[];

/** The rows of each side, stratum by stratum. */
export type Grid = readonly Pair<readonly Row[]>[];

/** What all metrics are observed with. */
export interface Seen {
  readonly request: PrometheusRequest;
  readonly rowsOf: RowsOf;
  /** Of each stratum: how many units there are for each run, at most 1. */
  readonly shares: readonly Pair<number>[];
}

/** What was asked of every window, sorted to the sides. */
export function cellsOf(request: PrometheusRequest, what: string, rowsOf: RowsOf): Grid {
  const size = request.compared.kind === "ramp" ? request.compared.stages.length : 1;
  const placed = windowsOf(request).flatMap((window) =>
    rowsOf(`${window.name} ${what}`).flatMap((row) => {
      const cell = window.cellOf(row);
      return cell === null ? [] : [{ ...cell, row }];
    }),
  );
  return Array.from({ length: size }, (_, stratum) => {
    const rows = (side: keyof Pair<unknown>): readonly Row[] =>
      placed.filter((one) => one.stratum === stratum && one.side === side).map(({ row }) => row);
    return { base: rows("base"), head: rows("head") };
  });
}

/** @param at seconds since 1970; without it, of each row the newest */
export function sumOf(rows: readonly Row[] | undefined, at?: number): number {
  return (rows ?? []).reduce((sum, { points }) => {
    const point = at === undefined ? points.at(-1) : points.find((one) => one.at === at);
    return sum + (point?.value ?? 0);
  }, 0);
}

export function bothSides<Value>(of: (side: keyof Pair<unknown>) => Value): Pair<Value> {
  return { base: of("base"), head: of("head") };
}
