import type { Pair } from "../../statistics/samples.ts";
import { type Accounting, type LeftOut, leftOutReasons, type SideAccount } from "../accounting.ts";
import { bothSides, cellsOf, type Grid, type RowsOf, sumOf } from "./grid.ts";
import type { PrometheusRequest } from "./request.ts";
import type { Row } from "./rows.ts";
import { windowsOf } from "./window.ts";

/** What became of every run that the server counted for this contract and label. */
export function accountingOf(
  request: PrometheusRequest,
  { runs, sessions }: { readonly runs: Grid; readonly sessions: Grid },
  rowsOf: RowsOf,
): Accounting {
  const windows = windowsOf(request);
  const rows = windows.flatMap((window) =>
    rowsOf(`${window.name} runs`).map((row) => ({
      row,
      reason: window.cellOf(row) === null ? outside(request, row) : null,
    })),
  );
  const leftOut: Record<LeftOut, number> = Object.fromEntries(leftOutReasons.map((reason) => [reason, 0])) as never;
  for (const { row, reason } of rows) if (reason !== null) leftOut[reason] += sumOf([row]);
  const others = new Map<string, number>();
  for (const { row, reason } of rows) {
    const bundle = row.labels["promptctl_bundle"] ?? "";
    if (reason === "another bundle") others.set(bundle, (others.get(bundle) ?? 0) + sumOf([row]));
  }
  const { compared } = request;
  return {
    read: Math.round(sumOf(rows.map(({ row }) => row))),
    sides: bothSides((side) => sideOf(runs, sessions, side)),
    split:
      compared.kind === "against"
        ? []
        : compared.stages.map(({ weight }, stratum) => ({
            weight,
            ...bothSides((side) => Math.round(sumOf(sessions[stratum]?.[side]))),
          })),
    leftOut: Object.fromEntries(leftOutReasons.map((reason) => [reason, Math.round(leftOut[reason])])) as never,
    otherBundles: [...others]
      .map(([bundle, runs]) => ({ bundle, runs: Math.round(runs) }))
      .filter(({ runs }) => runs > 0)
      .toSorted((left, right) => right.runs - left.runs)
      .slice(0, 20),
    newest: newestOf(cellsOf(request, "newest", rowsOf)),
    clockAhead: 0,
  };
}

/** Why runs are on neither side. */
function outside({ compared }: PrometheusRequest, { labels }: Row): LeftOut {
  const { promptctl_bundle: bundle = "", promptctl_serial: serial = "" } = labels;
  if (bundle === "") return "no prompt id";
  if (compared.kind === "against" || (bundle !== compared.base && bundle !== compared.head)) return "another bundle";
  if (serial === "") return "opened at no known time";
  const first = Math.min(...compared.stages.flatMap(({ serials }) => serials));
  return Number(serial) < first ? "opened before" : "opened after";
}

function sideOf(runs: Grid, sessions: Grid, side: keyof Pair<unknown>): SideAccount {
  const total = (grid: Grid): number => Math.round(grid.reduce((sum, stratum) => sum + sumOf(stratum[side]), 0));
  return { sessions: total(sessions), runs: total(runs), oneIn: 1 };
}

/** When the server last heard of each side: a scrape, also one that found nothing new. */
function newestOf(grid: Grid): Pair<string | null> {
  return bothSides((side) => {
    const seconds = grid.flatMap((stratum) => stratum[side].flatMap(({ points }) => points.at(-1)?.value ?? []));
    return seconds.length === 0 ? null : new Date(Math.max(...seconds) * 1_000).toISOString();
  });
}
