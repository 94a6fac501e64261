import type { Digest } from "../bundle/digest.ts";
import { contractAt, type Pointer, samePointer } from "../label/pointer.ts";
import { bundlesNamedBy } from "../label/retention.ts";
import { withoutLost } from "./availability.ts";
import { foreignContracts, type Inventory, readable, servedEver } from "./inventory.ts";
import { isSound, type Source, sourcesOf, truthOf } from "./sources.ts";
import { contractsAtOdds, withdrawalsOf } from "./withdrawals.ts";

/** What has to be written so that everything that is wrong with pointers and bundles is right. */
export interface Repair {
  readonly reissues: readonly Reissue[];
  /** Bundles that the branch has lost, and that an older commit or a place has. */
  readonly restored: readonly Digest[];
  /** Labels that cannot be issued again, because nobody has a bundle that they served. */
  readonly beyond: readonly string[];
}

/** A pointer that is issued again. */
export interface Reissue {
  /** What it goes on with; its serial is to be higher than `highest`. */
  readonly pointer: Pointer;
  readonly highest: number;
  /** Where that was found: `the branch`, `its history`, or the name of a place. */
  readonly from: string;
}

/**
 * What people decided last is what goes on. On the branch that is what stands there, also where somebody reverted it
 * by hand: they meant it. Where the branch lost moves that a place has seen, it is whichever was issued later. A halt
 * ends by `halt --lift` only, and a revocation never, whatever a hand did to them.
 *
 * @param only a contract, also one that the branch never heard of; `null` is every one that it knows
 */
export function repairOf(inventory: Inventory, only: string | null): Repair {
  const withdrawals = withdrawalsOf(inventory);
  const [odd, foreign] = [contractsAtOdds(inventory, withdrawals), foreignContracts(inventory)];
  const isMeant = (contract: string): boolean => (only === null ? !foreign.has(contract) : contract === only);
  const wanted = [...sourcesOf(inventory)].filter(
    ([path, source]) =>
      isMeant(contractAt(path)) && (!isSound(source) || odd.has(contractAt(path)) || namesLost(source, inventory)),
  );
  const chosen = wanted.map(([path, source]) => ({ path, source, truth: truthOf(source, inventory) }));
  const reissues = chosen.flatMap(({ path, source, truth }): readonly Reissue[] => {
    if (truth === null) return [];
    const pointer = { ...withoutLost(truth.pointer, inventory), ...withdrawals.get(contractAt(path)) };
    return [{ pointer, highest: source.highest, from: truth.from }];
  });
  return {
    reissues,
    restored: restoredBundles(inventory, reissues),
    beyond: chosen.filter(({ truth }) => truth === null).map(({ path }) => path),
  };
}

/** It leads back to a bundle that is nowhere. */
function namesLost({ branch }: Source, inventory: Inventory): boolean {
  return branch !== null && !samePointer(branch, withoutLost(branch, inventory));
}

/** Of what others have, just what this branch needs: a place may hold bundles of another project. */
function restoredBundles(inventory: Inventory, reissues: readonly Reissue[]): readonly Digest[] {
  const pointers = [...readable(inventory).values(), ...reissues.map(({ pointer }) => pointer)];
  const needed = new Set([
    ...servedEver(inventory),
    ...pointers.flatMap(bundlesNamedBy),
    ...[...inventory.bundles].flatMap(([digest, { kind }]) => (kind === "bad" ? [digest] : [])),
  ]);
  return [...inventory.recoverable.keys()].filter((digest) => needed.has(digest));
}
