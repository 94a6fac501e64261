import { similarity, weigh, type Weights } from "./similarity.ts";

/** Texts among which others are looked up. */
export interface Sayings {
  /** One of them says it in nearly the same words. */
  says(text: string): boolean;
}

/** Only texts that can be alike are compared: nine thousand rules that were all reworded ask for each other. */
export function sayingsOf(texts: Iterable<string>): Sayings {
  const known = [...new Set(texts)].map(weigh);
  const places = placesOf(known);
  return {
    says(text) {
      const words = weigh(text);
      const near = new Set<Weights>();
      for (const word of telling(words, places)) {
        for (const other of places.get(word) ?? []) {
          if (near.size >= mostCompared) break;
          near.add(other);
        }
      }
      return [...near].some((other) => similarity(words, other) >= nearlyTheSame);
    },
  };
}

const nearlyTheSame = 0.85;

/** More texts than these that share a rare word are a list of the same thing. */
const mostCompared = 500;

function placesOf(known: readonly Weights[]): ReadonlyMap<string, readonly Weights[]> {
  const places = new Map<string, Weights[]>();
  for (const weights of known) {
    for (const word of weights.words.keys()) {
      const all = places.get(word);
      if (all === undefined) places.set(word, [weights]);
      else all.push(weights);
    }
  }
  return places;
}

/**
 * The rarest words of a text, so many that whoever has none of them is not nearly the same. With s shared of l and r,
 * 2s / (l + r) ≥ n and s ≤ r give s ≥ n / (2 - n) · l.
 */
function telling({ words, total }: Weights, places: ReadonlyMap<string, readonly Weights[]>): readonly string[] {
  const rarity = (word: string): number => places.get(word)?.length ?? 0;
  const rarest = [...words].toSorted(([left], [right]) => rarity(left) - rarity(right));
  const mayMiss = total * (1 - nearlyTheSame / (2 - nearlyTheSame));
  let missed = 0;
  return rarest.flatMap(([word, weight]) => {
    if (missed > mayMiss + tolerance) return [];
    missed += weight;
    return [word];
  });
}

/** Sums of decimals are not exact. */
const tolerance = 1e-9;
