import type { Bundle } from "../../core/bundle/bundle.ts";
import { type ContractDiff, diffContracts } from "../../core/diff/judge.ts";
import { worstOf } from "../../core/severity.ts";
import { Failure } from "../../core/failure.ts";
import { countTokens, type TokenCount } from "../../core/tokens.ts";
import type { Side } from "./side.ts";

/** One contract on both sides, with what it weighs. */
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
  const compared = await Promise.all(
    wanted.map((name) =>
      compareContract(
        name,
        base.bundles.get(name) ?? base.bundles.get(head.renamedFrom.get(name) ?? "") ?? null,
        head.bundles.get(name) ?? null,
      ),
    ),
  );
  return compared.filter((one) => one !== null);
}

async function compareContract(name: string, before: Bundle | null, after: Bundle | null): Promise<Compared | null> {
  if (before?.digest === after?.digest) return null;
  const tokens = {
    before: before === null ? null : await countTokens(before.contract),
    after: after === null ? null : await countTokens(after.contract),
  };
  if (before === null || after === null || tokens.before === null || tokens.after === null) {
    return { diff: oneSided(name, after !== null), ...tokens };
  }
  return {
    diff: diffContracts(before.contract, after.contract, { before: tokens.before, after: tokens.after }),
    ...tokens,
  };
}

function oneSided(contract: string, added: boolean): ContractDiff {
  const severity = added
    ? ({ inFlight: "safe", newSessions: "safe", downstream: "safe" } as const)
    : ({ inFlight: "safe", newSessions: "dangerous", downstream: "dangerous" } as const);
  const message = added
    ? "this contract is new: there is nothing to compare it with"
    : "this contract is gone; its labels go on serving what they serve";
  const finding = {
    rule: added ? "CONTRACT_ADDED" : "CONTRACT_REMOVED",
    contract,
    path: [],
    message,
    severity,
    wayOut: null,
    words: [],
  };
  return { contract, changes: [], findings: [finding], severity: worstOf(severity) };
}
