import { wrap } from "./wrap.ts";

/** A cell as it is laid out: lines of one width, and who is to colour them. */
export interface Column {
  readonly width: number;
  readonly lines: readonly string[];
}

const gap = 2;

/** No column is made narrower than this: a word a line is no table any more. */
const narrowest = 12;

/**
 * Lays rows out in columns as wide as they need to be. Where that is wider than the screen, the widest
 * columns give way and wrap.
 */
export function layOut(rows: readonly (readonly string[])[], width: number): readonly (readonly Column[])[] {
  const widths = fit(widthsOf(rows), width);
  return rows.map((row) =>
    row.map((text, index) => ({ width: widths[index] ?? 0, lines: wrap(text, widths[index] ?? 0) })),
  );
}

function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, index) => {
    return Math.max(0, ...rows.flatMap((row) => (row[index] ?? "").split("\n").map((line) => line.length)));
  });
}

function fit(wanted: readonly number[], width: number): readonly number[] {
  const widths = [...wanted];
  for (;;) {
    const surplus = widths.reduce((sum, column) => sum + column + gap, -gap) - width;
    const widest = widths.lastIndexOf(Math.max(...widths));
    const room = (widths[widest] ?? 0) - narrowest;
    if (surplus <= 0 || room <= 0) return widths;
    // Down to the next widest, so that two wide columns share what is missing.
    const next = Math.max(narrowest, ...widths.filter((_, index) => index !== widest));
    widths[widest] = Math.max(
      narrowest,
      (widths[widest] ?? 0) - Math.max(1, Math.min(surplus, (widths[widest] ?? 0) - next)),
    );
  }
}
