import { sameInOrder } from "../lines.ts";
import type { Block } from "./block.ts";
import { pairOpenings, pairSimilar } from "./pair.ts";
import { byPlace, type Gaps, gapsBetween, type Group, type Loose, minus, type Pair, runsOf } from "./pairs.ts";
import { joinSplit } from "./split.ts";
import { sayTheSame, wordsOf } from "./tokens.ts";

export interface Alignment {
  /** The same words in the same order. */
  readonly same: readonly Pair[];
  /** The same words elsewhere. */
  readonly moved: readonly Pair[];
  /** Much the same words; several blocks where sentences were joined, split or folded otherwise. */
  readonly edited: readonly Group[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** Which block was which. */
export function alignBlocks(before: readonly Block[], after: readonly Block[]): Alignment {
  const keys = { before: before.map(keyOf), after: after.map(keyOf) };
  const kept = sameInOrder(keys.before, keys.after, mostEdits) ?? sameAnywhere(keys);
  const same = kept.flatMap((at, index) => (at === null ? [] : [{ before: at, after: index }]));
  const gaps = gapsBetween(same);
  let loose: Loose = { before, after, gone: [...before.keys()], come: [...after.keys()] };
  const take = (groups: readonly Group[]): readonly Group[] => {
    const gone = minus(
      loose.gone,
      groups.flatMap((group) => group.before),
    );
    const come = minus(
      loose.come,
      groups.flatMap((group) => group.after),
    );
    loose = { ...loose, gone, come };
    return groups;
  };

  take(same.map(groupOf));
  const moved = gaps === null ? [] : movedRuns(before, pairEqual(loose, keys));
  take(moved.map(groupOf));
  const refolded = gaps === null ? [] : take(refoldedIn(loose, gaps));
  const alike = take(pairSimilar(loose).map(groupOf));
  const opened = gaps === null ? [] : take(pairOpenings(loose, gaps).map(groupOf));
  const edited = take(joinSplit([...alike, ...opened], loose));
  return { same, moved, edited: [...refolded, ...edited], removed: loose.gone, added: loose.come };
}

/** A quarter of a second. What has more edits is another text, and the order of its parts says nothing. */
const mostEdits = 2_000;

/** Of what is a template on one side only, the braces mean something else. */
function keyOf({ text, literal }: Block): string {
  return literal && text.includes("{{") ? `literal ${text}` : text;
}

function groupOf(pair: Pair): Group {
  return { before: [pair.before], after: [pair.after] };
}

interface Keys {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function sameAnywhere({ before, after }: Keys): readonly (number | null)[] {
  const free = positions(before, [...before.keys()]);
  return after.map((key) => free.get(key)?.shift() ?? null);
}

function pairEqual({ gone, come }: Loose, { before, after }: Keys): readonly Pair[] {
  const free = positions(before, gone);
  return come.flatMap((index) => {
    const at = free.get(after[index] ?? "")?.shift();
    return at === undefined ? [] : [{ before: at, after: index }];
  });
}

function positions(keys: readonly string[], at: readonly number[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const index of at) {
    const key = keys[index] ?? "";
    const list = found.get(key);
    if (list === undefined) found.set(key, [index]);
    else list.push(index);
  }
  return found;
}

/** A closing tag or a lonely word that is found elsewhere did not move: it is another one. */
function movedRuns(before: readonly Block[], pairs: readonly Pair[]): readonly Pair[] {
  return runsOf(pairs)
    .filter((run) => run.reduce((sum, { before: at }) => sum + wordsOf(before[at]?.text ?? "").length, 0) >= fewWords)
    .flat();
}

const fewWords = 4;

/** Between two kept blocks the same words, cut into lines otherwise. */
function refoldedIn(loose: Loose, gaps: Gaps): readonly Group[] {
  const text = (blocks: readonly Block[], at: readonly number[]): string =>
    at.map((index) => blocks[index]?.text ?? "").join(" ");
  return byPlace(loose, gaps).filter((group) =>
    sayTheSame(text(loose.before, group.before), text(loose.after, group.after)),
  );
}
