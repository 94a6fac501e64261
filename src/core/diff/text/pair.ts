import type { Block } from "./block.ts";
import { byPlace, type Gaps, type Loose, type Pair } from "./pairs.ts";
import { similarity, weigh, type Weights } from "./similarity.ts";
import { wordsOf } from "./tokens.ts";

/** Blocks that are much alike, wherever they stand: the most alike first, each once. */
export function pairSimilar({ before, after, gone, come }: Loose): readonly Pair[] {
  if (gone.length === 0 || come.length === 0) return [];
  const weights = new Map(come.map((at) => [at, weigh(after[at]?.text ?? "")]));
  const postings = postingsOf(weights);
  const rivals = gone.flatMap((at) => {
    const mine = weigh(before[at]?.text ?? "");
    return nearest(mine, postings).flatMap((to) => {
      const theirs = weights.get(to);
      if (theirs === undefined || isTag(before[at]) !== isTag(after[to])) return [];
      const alike = similarity(mine, theirs);
      return alike >= muchAlike ? [{ before: at, after: to, alike }] : [];
    });
  });
  const taken = { before: new Set<number>(), after: new Set<number>() };
  return rivals
    .toSorted((left, right) => right.alike - left.alike || left.before - right.before || left.after - right.after)
    .filter((pair) => {
      if (taken.before.has(pair.before) || taken.after.has(pair.after)) return false;
      taken.before.add(pair.before);
      taken.after.add(pair.after);
      return true;
    });
}

/** At one place also what only begins alike ("You are kind." and "You are strict."), and titles. */
export function pairOpenings(loose: Loose, gaps: Gaps): readonly Pair[] {
  const { before, after } = loose;
  return byPlace(loose, gaps).flatMap(({ before: left, after: right }) => {
    const free = new Map<string, number[]>();
    for (const to of right.toReversed()) {
      const opening = openingOf(after[to]);
      if (opening === null) continue;
      const others = free.get(opening);
      if (others === undefined) free.set(opening, [to]);
      else others.push(to);
    }
    return left.flatMap((at) => {
      const to = free.get(openingOf(before[at]) ?? "")?.pop();
      return to === undefined ? [] : [{ before: at, after: to }];
    });
  });
}

const muchAlike = 0.5;

function isTag(block: Block | undefined): boolean {
  return block?.kind === "tag";
}

/** What is the same of two that begin alike; `null` where a block begins like no other. */
function openingOf(block: Block | undefined): string | null {
  if (block === undefined || isTag(block)) return null;
  if (block.kind === "heading") return block.kind;
  const [first, second] = wordsOf(block.text.slice(0, beginning));
  return second === undefined ? null : JSON.stringify([block.kind, first, second]);
}

const beginning = 200;

/** Word → the blocks that have it, where they are few enough to say something. */
function postingsOf(weights: ReadonlyMap<number, Weights>): ReadonlyMap<string, readonly number[]> {
  const postings = new Map<string, number[]>();
  for (const [at, { words }] of weights) {
    for (const word of words.keys()) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [at]);
      else list.push(at);
    }
  }
  return new Map([...postings].filter(([, list]) => list.length <= mostPostings));
}

const mostPostings = 100;

/** The blocks that have most in common. */
function nearest({ words }: Weights, postings: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const scores = new Map<number, number>();
  for (const [word, weight] of words) {
    for (const at of postings.get(word) ?? []) scores.set(at, (scores.get(at) ?? 0) + weight);
  }
  return [...scores]
    .toSorted(([left, one], [right, other]) => other - one || left - right)
    .slice(0, mostRivals)
    .map(([at]) => at);
}

const mostRivals = 12;
