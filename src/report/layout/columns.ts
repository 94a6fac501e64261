/** Blanks between two columns. */
export const gap = 2;

/** Columns are made narrower than this only where nothing else helps: a word a line is no table any more. */
const comfortable = 12;

/**
 * How wide the columns of some rows are: as wide as they need to be. Where that is wider than the screen, the widest
 * give way, first to a comfortable width, then as far as their words allow.
 */
export function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const count = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const columns = Array.from({ length: count }, (_, index) => rows.map((row) => row[index] ?? ""));
  const wanted = columns.map((cells) => longest(cells, /\n/));
  return surplusOf(wanted, width) <= 0 ? wanted : narrowed(columns, wanted, width);
}

/** The longest piece of some texts. */
function longest(texts: readonly string[], cut: RegExp): number {
  let most = 0;
  for (const text of texts) {
    // No piece is longer than its text.
    if (text.length > most) for (const { length } of text.split(cut)) most = Math.max(most, length);
  }
  return most;
}

function surplusOf(widths: readonly number[], width: number): number {
  return widths.reduce((sum, column) => sum + column + gap, -gap) - width;
}

function narrowed(
  columns: readonly (readonly string[])[],
  wanted: readonly number[],
  width: number,
): readonly number[] {
  const words = columns.map((cells) => longest(cells, /\s/));
  return [comfortable, 0].reduce<readonly number[]>(
    (given, least) =>
      yieldTo(
        given,
        words.map((word) => Math.max(least, word)),
        width,
      ),
    wanted,
  );
}

/** Narrower columns, none narrower than its least width. */
function yieldTo(given: readonly number[], least: readonly number[], width: number): readonly number[] {
  const widths = [...given];
  const room = (index: number): number => (widths[index] ?? 0) - (least[index] ?? 0);
  for (;;) {
    const surplus = surplusOf(widths, width);
    const yielding = widths.flatMap((_, index) => (room(index) > 0 ? [index] : []));
    const [widest, next] = yielding.toSorted((left, right) => (widths[right] ?? 0) - (widths[left] ?? 0));
    if (surplus <= 0 || widest === undefined) return widths;
    // Down to the next widest, so that two wide columns share what is missing.
    const lead = next === undefined ? surplus : Math.max(1, (widths[widest] ?? 0) - (widths[next] ?? 0));
    widths[widest] = (widths[widest] ?? 0) - Math.min(surplus, lead, room(widest));
  }
}
