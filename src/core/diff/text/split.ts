import { addWeights, coverage, similarity, weigh, type Weights } from "./similarity.ts";
import type { Group, Loose } from "./pairs.ts";

/** A sentence that went into its neighbour, or came out of it, belongs to the pair that the neighbour is in. */
export function joinSplit(pairs: readonly Group[], { before, after, gone, come }: Loose): readonly Group[] {
  if (gone.length + come.length === 0) return pairs;
  const left = { text: (at: number) => before[at]?.text ?? "", free: new Set(gone) };
  const right = { text: (at: number) => after[at]?.text ?? "", free: new Set(come) };
  return pairs.map((pair) => {
    const grown = grow(pair.before, weighAll(pair.after, right.text), left);
    return { before: grown, after: grow(pair.after, weighAll(grown, left.text), right) };
  });
}

interface Side {
  readonly text: (at: number) => string;
  readonly free: Set<number>;
}

function grow(own: readonly number[], other: Weights, { text, free }: Side): readonly number[] {
  let grown = own;
  for (const step of [1, -1]) {
    for (;;) {
      const at = step === 1 ? Math.max(...grown) + 1 : Math.min(...grown) - 1;
      if (!free.has(at) || !belongs(weigh(text(at)), weighAll(grown, text), other)) break;
      free.delete(at);
      grown = step === 1 ? [...grown, at] : [at, ...grown];
    }
  }
  return grown;
}

/** Most of it is found in the partner, and together both are more like the partner than without it. */
function belongs(next: Weights, own: Weights, other: Weights): boolean {
  return coverage(next, other) >= most && similarity(addWeights(own, next), other) > similarity(own, other);
}

const most = 0.7;

function weighAll(all: readonly number[], text: (at: number) => string): Weights {
  return all.map((at) => weigh(text(at))).reduce(addWeights);
}
