import type { TokenCounter } from "../../../world/tokenizer.ts";
import { type Faults, faultsOf } from "./faults.ts";
import { type ComparedContract, type ComparedPair, comparePair, textsOf } from "./pair.ts";
import { isWanted, type Pair, pairsOf, type Sides } from "./pairs.ts";

export interface Compared extends Faults {
  readonly contracts: readonly ComparedContract[];
  /** Contracts of which nothing can be read on the new side. */
  readonly unreadable: readonly string[];
}

/** @throws Failure UNKNOWN_CONTRACT */
export async function compareContracts(sides: Sides, counter: TokenCounter): Promise<Compared> {
  const pairs = await pairsOf(sides);
  const parts = inParts(pairs).map((part) => ({ part, prepared: counter.prepare(part.flatMap(textsOf)) }));
  const compared: ComparedPair[] = [];
  for (const { part, prepared } of parts) {
    await prepared;
    compared.push(...(await Promise.all(part.map((pair) => comparePair(pair, sides, counter.count)))));
  }
  return {
    contracts: compared.flatMap(({ result }) => result ?? []),
    unreadable: [...sides.after.unreadable].filter(isWanted(sides)).toSorted(),
    ...faultsOf(sides, compared),
  };
}

/** The tokens of one part are counted while another one is compared. */
function inParts(pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  return Array.from({ length: Math.ceil(pairs.length / size) }, (_, at) => pairs.slice(at * size, (at + 1) * size));
}

const size = 16;
