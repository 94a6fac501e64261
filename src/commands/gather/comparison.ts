import type { Bundle } from "../../core/bundle/bundle.ts";
import { type ContractDiff, diffContracts } from "../../core/diff/judge.ts";
import { diffAdded, diffRemoved } from "../../core/diff/one-sided.ts";
import { Failure } from "../../core/failure.ts";
import { loadTokenizer, type TokenCount, type Tokenizer } from "../../core/tokens.ts";
import type { Side } from "./side.ts";

/** One contract on both sides, with what it weighs; `null` where it is not there. */
export interface Compared {
  readonly diff: ContractDiff;
  readonly before: TokenCount | null;
  readonly after: TokenCount | null;
}

/**
 * Contracts that differ between two sides. What cannot be read on one of them is left out: it is neither gone nor new.
 *
 * @throws Failure UNKNOWN_CONTRACT
 */
export async function compareSides(base: Side, head: Side, only: readonly string[]): Promise<readonly Compared[]> {
  const names = [...new Set([...base.bundles.keys(), ...head.bundles.keys()])].toSorted();
  for (const name of only)
    if (!names.includes(name)) throw new Failure("UNKNOWN_CONTRACT", { name, known: names, where: "both sides" });
  const followed = new Set(head.renamedFrom.values());
  const wanted = names.filter(
    (name) =>
      (only.length === 0 || only.includes(name)) &&
      !base.unreadable.has(name) &&
      !head.unreadable.has(name) &&
      !(followed.has(name) && !head.bundles.has(name)),
  );
  const count = await loadTokenizer();
  return wanted.flatMap(
    (name) =>
      compareContract(
        base.bundles.get(name) ?? base.bundles.get(head.renamedFrom.get(name) ?? "") ?? null,
        head.bundles.get(name) ?? null,
        count,
      ) ?? [],
  );
}

function compareContract(before: Bundle | null, after: Bundle | null, count: Tokenizer): Compared | null {
  if (before?.digest === after?.digest) return null;
  if (before !== null && after !== null) {
    const diff = diffContracts(before.contract, after.contract, { count });
    return { diff, ...diff.tokens };
  }
  if (after !== null) {
    const diff = diffAdded(after.contract, count);
    return { diff, before: null, after: diff.tokens.after };
  }
  if (before === null) return null;
  const diff = diffRemoved(before.contract, count);
  return { diff, before: diff.tokens.before, after: null };
}
