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
import { readSource } from "../../core/source.ts";
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
  const { all, matching } = await listMatching(tree, prefix, config.contracts);
  const read = await readThose(tree, matching, filesBeside(matching, all));
  const submodule =
    matching.length > 0 ? null : await submoduleAround(tree, inPrefix(prefix, glob(config.contracts).folder));
  return { ...read, submodule };
}

async function readThose(tree: Tree, paths: readonly string[], files: readonly string[]): Promise<Contracts> {
  const read = await Promise.all(paths.map((path) => readContract(tree, path)));
  const drafts = read.flatMap(({ draft }) => draft ?? []);
  const beside = {
    unreadable: read.flatMap(({ path, draft }) => (draft === null ? [folderOf(path)] : [])),
    files,
  };
  return {
    tree,
    paths,
    drafts,
    authored: read.flatMap((one) => soundContract(one) ?? []),
    findings: [...read.flatMap((one) => one.findings), ...judgeLaws(drafts, beside)],
    submodule: null,
  };
}

/**
 * Valid contracts of a tree, sealed. Where some are named, a contract that can say nothing about them is not parsed.
 *
 * @param names empty means all
 * @throws Failure NO_CONTRACTS, UNKNOWN_CONTRACT, INVALID_FILES
 */
export async function contractsAt(
  tree: Tree,
  prefix: string,
  config: Config,
  names: readonly string[],
): Promise<readonly BuiltContract[]> {
  return (
    (await buildAlone(tree, prefix, config, names)) ??
    buildContracts(await readContracts(tree, prefix, config), config, names)
  );
}

/**
 * The named contracts, without those that cannot claim their names, share their files or be their tools. `null` where
 * none is named, and where anything is wrong: what is said then is said by who has read all.
 */
async function buildAlone(
  tree: Tree,
  prefix: string,
  config: Config,
  names: readonly string[],
): Promise<readonly BuiltContract[] | null> {
  if (names.length === 0) return null;
  const { all, matching } = await listMatching(tree, prefix, config.contracts);
  const files = filesBeside(matching, all);
  const beside = new Set(files);
  if (!matching.every((path) => beside.has(path))) return null;
  const texts = await Promise.all(matching.map((path) => readSource(tree, path)));
  const near = matching.filter((path, index) => {
    const text = texts[index]?.text ?? null;
    return names.includes(folderOf(path)) || text === null || mayTouch(text, names);
  });
  try {
    const built = buildContracts(await readThose(tree, near, files), config, names);
    const isAlone = built.every(
      ({ authored: { contract, document } }) =>
        contract.tools.every((tool) => tool.contract === null) && document.files.every((file) => beside.has(file)),
    );
    return isAlone ? built : null;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** Whether a contract may have one of the names, or take in files of others: written plainly, or in what YAML can hide it in. */
function mayTouch(text: string, names: readonly string[]): boolean {
  return /file|[\\!]/.test(text) || names.some((name) => text.includes(name));
}

/** A contract at the very top has the whole repository beside it, which is nobody's folder. */
export function filesBeside(paths: readonly string[], all: readonly string[]): readonly string[] {
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
