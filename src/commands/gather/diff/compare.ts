import type { TokenCounter } from "../../../world/tokenizer.ts";
import { type Faults, faultsOf } from "./faults.ts";
import { type ComparedContract, comparePair, textsOf } from "./pair.ts";
import { isWanted, pairsOf, type Sides } from "./pairs.ts";

export interface Compared extends Faults {
  readonly contracts: readonly ComparedContract[];
  /** Contracts of which nothing can be read on the new side. */
  readonly unreadable: readonly string[];
}

/** @throws Failure UNKNOWN_CONTRACT */
export async function compareContracts(sides: Sides, counter: TokenCounter): Promise<Compared> {
  const pairs = await pairsOf(sides);
  counter.prepare(pairs.flatMap(textsOf));
  const compared = await Promise.all(pairs.map((pair) => comparePair(pair, sides, counter.count)));
  return {
    contracts: compared.flatMap(({ result }) => result ?? []),
    unreadable: [...sides.after.unreadable].filter(isWanted(sides)).toSorted(),
    ...faultsOf(sides, compared),
  };
}
