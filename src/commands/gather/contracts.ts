import type { Bundle } from "../../core/bundle/bundle.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import type { Config } from "../../core/config/config.ts";
import { type AuthoredContract, type Draft, readContract, soundContract } from "../../core/contract/read.ts";
import { Failure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import { judgeLaws } from "../../core/lint/lint.ts";
import { didYouMean } from "../../core/nearest.ts";
import type { Tree } from "../../core/ports.ts";
import { filesMatching } from "./project.ts";

/** What a tree says about agents, faults included. */
export interface Contracts {
  readonly tree: Tree;
  readonly paths: readonly string[];
  /** Those whose shape is right; a finding may still make one invalid. */
  readonly authored: readonly AuthoredContract[];
  /** Everything that can be judged, beside what is broken. */
  readonly drafts: readonly Draft[];
  /** What makes a contract invalid: its files, their shape, and the laws between the fields. */
  readonly findings: readonly Finding[];
}

export interface BuiltContract {
  readonly authored: AuthoredContract;
  readonly bundle: Bundle;
}

export async function readContracts(tree: Tree, prefix: string, config: Config): Promise<Contracts> {
  const paths = await filesMatching(tree, prefix, config.contracts);
  const read = await Promise.all(paths.map((path) => readContract(tree, path)));
  const drafts = read.flatMap(({ draft }) => draft ?? []);
  return {
    tree,
    paths,
    drafts,
    authored: read.flatMap((one) => soundContract(one) ?? []),
    findings: [...read.flatMap((one) => one.findings), ...judgeLaws(drafts)],
  };
}

/**
 * Valid contracts, sealed.
 *
 * @param names empty means all
 * @throws Failure NO_CONTRACTS, UNKNOWN_CONTRACT, INVALID_FILES
 */
export function buildContracts(
  { tree, paths, authored, findings }: Contracts,
  config: Config,
  names: readonly string[],
): readonly BuiltContract[] {
  if (paths.length === 0) throw new Failure("NO_CONTRACTS", { pattern: config.contracts, where: tree.name });
  const chosen = names.length === 0 ? authored : names.map((name) => chooseContract(authored, name, tree));
  const files = new Set(chosen.flatMap(({ document }) => document.files));
  const errors = findings.filter(
    ({ level, place }) => level === "error" && (names.length === 0 || (place !== null && files.has(place.file))),
  );
  if (errors.length > 0)
    throw new Failure("INVALID_FILES", { findings: errors.length, where: tree.name }, { findings: errors });
  return chosen
    .map((one) => ({ authored: one, bundle: sealBundle(one.contract) }))
    .toSorted((left, right) => (left.bundle.contract.name < right.bundle.contract.name ? -1 : 1));
}

function chooseContract(authored: readonly AuthoredContract[], name: string, tree: Tree): AuthoredContract {
  const found = authored.find(({ contract }) => contract.name === name);
  if (found !== undefined) return found;
  const known = authored.map(({ contract }) => contract.name);
  throw new Failure("UNKNOWN_CONTRACT", { name, known, where: tree.name, meant: didYouMean(name, known) });
}
