import { posix } from "node:path";
import type { Bundle } from "../../core/bundle/bundle.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import type { Config } from "../../core/config/config.ts";
import { type AuthoredContract, type Draft, folderOf, readContract, soundContract } from "../../core/contract/read.ts";
import { Failure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import { judgeLaws } from "../../core/lint/laws.ts";
import { didYouMean } from "../../core/nearest.ts";
import { glob } from "../../core/glob.ts";
import type { Tree } from "../../core/ports.ts";
import { submoduleAround } from "../../core/submodule.ts";
import { inPrefix, listMatching } from "./project.ts";

/** What a tree says about agents, faults included. */
export interface Contracts {
  readonly tree: Tree;
  readonly paths: readonly string[];
  /** Those whose shape is right; a finding may still make one invalid. */
  readonly authored: readonly AuthoredContract[];
  /** Everything that can be judged, beside what is broken. */
  readonly drafts: readonly Draft[];
  /** The folders of contracts of which nothing can be read. */
  readonly unreadable: readonly string[];
  /** Every file in the folders of the contracts, referenced or not. */
  readonly files: readonly string[];
  /** What makes a contract invalid: its files, their shape, and the laws between the fields. */
  readonly findings: readonly Finding[];
  /** Where there are none because another repository has them: the path of that submodule. */
  readonly submodule: string | null;
}

export interface BuiltContract {
  readonly authored: AuthoredContract;
  readonly bundle: Bundle;
}

export async function readContracts(tree: Tree, prefix: string, config: Config): Promise<Contracts> {
  const { all, matching: paths } = await listMatching(tree, prefix, config.contracts);
  const read = await Promise.all(paths.map((path) => readContract(tree, path)));
  const beside = {
    drafts: read.flatMap(({ draft }) => draft ?? []),
    unreadable: read.flatMap(({ path, draft }) => (draft === null ? [folderOf(path)] : [])),
    files: filesBeside(paths, all),
  };
  return {
    tree,
    paths,
    ...beside,
    authored: read.flatMap((one) => soundContract(one) ?? []),
    findings: [...read.flatMap((one) => one.findings), ...judgeLaws(beside)],
    submodule: paths.length > 0 ? null : await submoduleAround(tree, inPrefix(prefix, glob(config.contracts).folder)),
  };
}

/** A contract at the very top has the whole repository beside it, which is nobody's folder. */
function filesBeside(paths: readonly string[], all: readonly string[]): readonly string[] {
  const folders = new Set(paths.map((path) => posix.dirname(path)).filter((folder) => folder !== "."));
  const isBeside = (path: string): boolean => {
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
      if (folders.has(folder)) return true;
    }
    return false;
  };
  return all.filter(isBeside);
}

/**
 * Valid contracts, sealed.
 *
 * @param names empty means all
 * @throws Failure NO_CONTRACTS, UNKNOWN_CONTRACT, INVALID_FILES
 */
export function buildContracts(
  { tree, paths, authored, findings, submodule }: Contracts,
  config: Config,
  names: readonly string[],
): readonly BuiltContract[] {
  if (paths.length === 0) throw new Failure("NO_CONTRACTS", { pattern: config.contracts, where: tree.name, submodule });
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
