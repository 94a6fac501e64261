import { openTokenCounter } from "../../../world/tokenizer.ts";
import { type Faults, faultsOf } from "./faults.ts";
import { type ComparedContract, type ComparedPair, comparePair, textsOf } from "./pair.ts";
import { isWanted, pairsOf, type Sides } from "./pairs.ts";
import { readSides } from "./read.ts";
import type { Touched } from "./touched.ts";

export interface Compared extends Faults {
  readonly contracts: readonly ComparedContract[];
  /** Contracts of which nothing can be read on the new side. */
  readonly unreadable: readonly string[];
}

/**
 * Reads both sides, as far as they may differ, and compares their contracts.
 *
 * @throws Failure UNKNOWN_CONTRACT
 */
export async function compareSides(
  { base, head, only }: Omit<Sides, "before" | "after">,
  touched: Touched | null,
): Promise<Compared> {
  const sides = { base, head, only, ...(await readSides({ base, head }, touched)) };
  const pairs = await pairsOf(sides);
  const counter = openTokenCounter();
  counter.prepare(pairs.flatMap(textsOf));
  const compared: ComparedPair[] = [];
  // One after the other: of the next ones nothing has to be in memory yet.
  for (const pair of pairs) compared.push(await comparePair(pair, sides, counter.count));
  return {
    contracts: compared.flatMap(({ result }) => result ?? []),
    unreadable: [...sides.after.unreadable].filter(isWanted(sides)).toSorted(),
    ...faultsOf(sides, compared),
  };
}
