import type { Block } from "./block.ts";

/** A block that was and is: its positions before and after. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Neighbours that became neighbours. */
export interface Group {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Pairs of neighbours that are neighbours on both sides. */
export function runsOf(pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  const runs: Pair[][] = [];
  for (const pair of pairs) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && pair.before === last.before + 1 && pair.after === last.after + 1) runs.at(-1)?.push(pair);
    else runs.push([pair]);
  }
  return runs;
}

/** For a position of each side, which gap between kept blocks it is in: the same number is the same place. */
export interface Gaps {
  readonly before: (at: number) => number;
  readonly after: (at: number) => number;
}

/** `null` where the kept blocks are not in order, so that there are no places. */
export function gapsBetween(kept: readonly Pair[]): Gaps | null {
  if (kept.some((pair, index) => pair.before <= (kept[index - 1]?.before ?? -1))) return null;
  const [before, after] = [kept.map((pair) => pair.before), kept.map((pair) => pair.after)];
  return { before: (at) => countBelow(before, at), after: (at) => countBelow(after, at) };
}

function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function minus(all: readonly number[], taken: readonly number[]): readonly number[] {
  const known = new Set(taken);
  return all.filter((index) => !known.has(index));
}

/** Blocks of both sides that have no partner yet, by their positions. */
export interface Loose {
  readonly before: readonly Block[];
  readonly after: readonly Block[];
  readonly gone: readonly number[];
  readonly come: readonly number[];
}

/** What went and what came between the same two kept blocks. */
export function byPlace({ gone, come }: Loose, gaps: Gaps): readonly Group[] {
  const places = new Map<number, { before: number[]; after: number[] }>();
  const placeOf = (gap: number): { before: number[]; after: number[] } => {
    const place = places.get(gap) ?? { before: [], after: [] };
    places.set(gap, place);
    return place;
  };
  for (const at of gone) placeOf(gaps.before(at)).before.push(at);
  for (const at of come) placeOf(gaps.after(at)).after.push(at);
  return [...places.values()].filter(({ before, after }) => before.length > 0 && after.length > 0);
}
