import type { Bundle } from "../../core/bundle/bundle.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import type { Config } from "../../core/config/config.ts";
import { folderOf } from "../../core/contract/folder-of.ts";
import { type AuthoredContract, soundContract } from "../../core/contract/read.ts";
import { Failure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import { didYouMean } from "../../core/nearest.ts";
import { glob } from "../../core/glob.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource } from "../../core/source.ts";
import { submoduleAround } from "../../core/submodule.ts";
import { filesBeside, judgeEach } from "./contracts.ts";
import { inBatches } from "./in-batches.ts";
import { inPrefix, listMatching } from "./project.ts";

export interface BuiltContract {
  readonly authored: AuthoredContract;
  readonly bundle: Bundle;
}

/**
 * Valid contracts of a tree, sealed. Where some are named, a contract that can say nothing about them is not parsed.
 *
 * @param names empty means all
 * @throws Failure NO_CONTRACTS, UNKNOWN_CONTRACT, INVALID_FILES
 */
export function contractsAt(
  tree: Tree,
  prefix: string,
  config: Config,
  names: readonly string[],
): Promise<readonly BuiltContract[]> {
  return sealedAt(tree, prefix, config, names, (built) => built);
}

/**
 * The same, with no more in memory than what is kept of each.
 *
 * @param keep called also where it turns out in the end that something is not valid
 */
export async function sealedAt<Kept>(
  tree: Tree,
  prefix: string,
  config: Config,
  names: readonly string[],
  keep: (built: BuiltContract) => Kept,
): Promise<readonly Kept[]> {
  const { all, matching } = await listMatching(tree, prefix, config.contracts);
  const listed = { tree, paths: matching, files: filesBeside(matching, all) };
  const alone = await sealAlone(listed, names);
  if (alone !== null) return alone.map(keep);
  if (matching.length > 0) return sealAmong(listed, names, keep);
  // There may be some, and another repository has them.
  const submodule = await submoduleAround(tree, inPrefix(prefix, glob(config.contracts).folder));
  throw new Failure("NO_CONTRACTS", { pattern: config.contracts, where: tree.name, submodule });
}

/** What a tree holds of contracts. */
export interface Listed {
  readonly tree: Tree;
  readonly paths: readonly string[];
  /** Every file in the folders of the contracts. */
  readonly files: readonly string[];
}

/**
 * The named contracts, without those that cannot claim their names, share their files or be their tools. `null` where
 * none is named, and where anything is wrong: what is said then is said by who has read all.
 */
async function sealAlone(listed: Listed, names: readonly string[]): Promise<readonly BuiltContract[] | null> {
  const { tree, paths, files } = listed;
  if (names.length === 0) return null;
  const beside = new Set(files);
  if (!paths.every((path) => beside.has(path))) return null;
  const ifNear = async (path: string): Promise<readonly string[]> => {
    const { text } = await readSource(tree, path);
    return names.includes(folderOf(path)) || text === null || mayTouch(text, names) ? [path] : [];
  };
  const near: string[] = [];
  for await (const some of inBatches(paths, textsAtATime, ifNear)) near.push(...some.flat());
  try {
    const built = await sealAmong({ ...listed, paths: near }, names, (one) => one);
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

const textsAtATime = 64;

/** Whether a contract may have one of the names, or take in files of others: written plainly, or in what YAML can hide it in. */
function mayTouch(text: string, names: readonly string[]): boolean {
  return /file|[\\!]/.test(text) || names.some((name) => text.includes(name));
}

/**
 * The named contracts among all that are listed.
 *
 * @throws Failure UNKNOWN_CONTRACT, INVALID_FILES
 */
export async function sealAmong<Kept>(
  { tree, paths, files }: Listed,
  names: readonly string[],
  keep: (built: BuiltContract) => Kept,
): Promise<readonly Kept[]> {
  const known: string[] = [];
  const sound: Sound<Kept>[] = [];
  const findings = await judgeEach(tree, paths, files, (read) => {
    const authored = soundContract(read);
    if (authored === null) return;
    const { contract, document } = authored;
    known.push(contract.name);
    if (names.length > 0 && !names.includes(contract.name)) return;
    sound.push({ name: contract.name, files: document.files, kept: keep({ authored, bundle: sealBundle(contract) }) });
  });
  const chosen = names.length === 0 ? sound : names.map((name) => soundOf(sound, known, name, tree));
  requireValid(findings, names.length === 0 ? null : chosen, tree);
  return chosen.toSorted((left, right) => (left.name < right.name ? -1 : 1)).map(({ kept }) => kept);
}

/** What is kept of a contract whose shape is right. */
interface Sound<Kept> {
  readonly name: string;
  readonly files: readonly string[];
  readonly kept: Kept;
}

function soundOf<Kept>(
  sound: readonly Sound<Kept>[],
  known: readonly string[],
  name: string,
  { name: where }: Tree,
): Sound<Kept> {
  const found = sound.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new Failure("UNKNOWN_CONTRACT", { name, known, where, meant: didYouMean(name, known) });
}

/** @param chosen whose files have to be right; `null` means all */
function requireValid(findings: readonly Finding[], chosen: readonly Sound<unknown>[] | null, { name }: Tree): void {
  const files = new Set(chosen?.flatMap((one) => one.files));
  const errors = findings.filter(
    ({ level, place }) => level === "error" && (chosen === null || (place !== null && files.has(place.file))),
  );
  if (errors.length > 0)
    throw new Failure("INVALID_FILES", { findings: errors.length, where: name }, { findings: errors });
}
