import { wordsOf } from "./tokens.ts";

/** The words of a block and how much each says. */
export interface Weights {
  readonly words: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Of a long block its beginning: enough to be recognised by. */
export function weigh(text: string): Weights {
  const words = new Map<string, number>();
  let total = 0;
  for (const word of wordsOf(text.slice(0, longest))) {
    const weight = weightOf(word);
    words.set(word, (words.get(word) ?? 0) + weight);
    total += weight;
  }
  return { words, total };
}

/** From 0, no word in common, to 1, the same words in any order: Dice's coefficient over weighted words. */
export function similarity(left: Weights, right: Weights): number {
  const sum = left.total + right.total;
  return sum === 0 ? 0 : (2 * shared(left, right)) / sum;
}

/** The share of the one that is found in the other. */
export function coverage(part: Weights, whole: Weights): number {
  return part.total === 0 ? 0 : shared(part, whole) / part.total;
}

/** Both together. */
export function addWeights(left: Weights, right: Weights): Weights {
  const words = new Map(left.words);
  for (const [word, weight] of right.words) words.set(word, (words.get(word) ?? 0) + weight);
  return { words, total: left.total + right.total };
}

function shared(left: Weights, right: Weights): number {
  const [few, many] = left.words.size < right.words.size ? [left, right] : [right, left];
  let sum = 0;
  for (const [word, weight] of few.words) sum += Math.min(weight, many.words.get(word) ?? 0);
  return sum;
}

/** Words that hold sentences together say little about them. */
function weightOf(word: string): number {
  return filling.has(word) ? 0.3 : 1;
}

const longest = 4_000;

const filling = new Set(
  `a an and any are as at be been but by can do does for from has have if in into is it its may more must never no not of
   on only or other out should so such than that the their them then there these they this to up use was were when where
   which while who will with you your always ; , . / < > { } - # & @ %`.split(/\s+/),
);
