import type { Bundle } from "../../core/bundle/bundle.ts";
import { changeFinding, type ContractDiff, diffContracts } from "../../core/diff/judge.ts";
import { worstOf } from "../../core/severity.ts";
import { Failure } from "../../core/failure.ts";
import { countTokens, loadTokenizer, type TokenCount, type Tokenizer } from "../../core/tokens.ts";
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
        name,
        base.bundles.get(name) ?? base.bundles.get(head.renamedFrom.get(name) ?? "") ?? null,
        head.bundles.get(name) ?? null,
        count,
      ) ?? [],
  );
}

function compareContract(name: string, before: Bundle | null, after: Bundle | null, count: Tokenizer): Compared | null {
  if (before?.digest === after?.digest) return null;
  if (before !== null && after !== null) {
    const diff = diffContracts(before.contract, after.contract, { count });
    return { diff, ...diff.tokens };
  }
  return {
    diff: oneSided(name, after !== null),
    before: before === null ? null : countTokens(before.contract, count),
    after: after === null ? null : countTokens(after.contract, count),
  };
}

function oneSided(contract: string, added: boolean): ContractDiff {
  const finding = added
    ? changeFinding({ id: "CONTRACT_ADDED" }, contract, {
        path: [],
        message: "this contract is new: there is nothing to compare it with",
        severity: { inFlight: "safe", newSessions: "safe", downstream: "safe" },
        claims: [],
      })
    : changeFinding({ id: "CONTRACT_REMOVED" }, contract, {
        path: [],
        message: "this contract is gone; its labels go on serving what they serve",
        severity: { inFlight: "safe", newSessions: "dangerous", downstream: "dangerous" },
        claims: [],
      });
  const none = { system: 0, messages: 0, tools: 0, total: 0 };
  return {
    contract,
    changes: [],
    findings: [finding],
    severity: worstOf(finding.severity),
    tokens: { before: none, after: none },
  };
}
