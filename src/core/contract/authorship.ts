import type { Lines } from "../place.ts";
import type { Part } from "./parts.ts";

/** The commit in which a line became what it is. */
export interface LineChange {
  readonly commit: string;
  /** `Ada <ada@example.com>` */
  readonly author: string;
  readonly at: Date;
  readonly subject: string;
  /** The history of this clone ends there. */
  readonly orEarlier: boolean;
}

/** The lines of some files, as far as they were committed; `null` is a line that was not. */
export type LineChanges = ReadonlyMap<string, readonly (LineChange | null)[]>;

export interface PartChange {
  readonly part: Part;
  /** `null` where something of it is not committed yet. */
  readonly change: LineChange | null;
}

/**
 * Who changed each part last: the newest of the lines it is written on. A line that was deleted has no author.
 *
 * @param order the newest commit first
 */
export function lastChanges(
  parts: readonly Part[],
  changes: LineChanges,
  order: ReadonlyMap<string, number>,
): readonly PartChange[] {
  const rank = ({ commit }: LineChange): number => order.get(commit) ?? Number.POSITIVE_INFINITY;
  return parts.map((part) => {
    const lines = part.lines.flatMap((span) => linesIn(changes, span));
    const committed = lines.filter((line) => line !== null);
    const [newest = null] = committed.toSorted((left, right) => rank(left) - rank(right));
    return { part, change: committed.length < lines.length ? null : newest };
  });
}

/** A file that git does not know was not committed. */
function linesIn(changes: LineChanges, { file, first, last }: Lines): readonly (LineChange | null)[] {
  return changes.get(file)?.slice(first - 1, last) ?? [null];
}
