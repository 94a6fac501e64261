import { posix } from "node:path";
import { configName } from "../../../core/config/config.ts";
import { folderOf } from "../../../core/contract/folder-of.ts";
import { foldersAbove } from "../../../core/golden/folders-above.ts";
import { sameJson } from "../../../core/json.ts";
import { waiversName } from "../../../core/lint/waivers-name.ts";
import { changedPaths, changesHere } from "../../../world/git/changes.ts";
import type { GitContext } from "../../../world/git/plumbing.ts";
import { filesMatching, inPrefix, matcherIn } from "../project.ts";
import { includersAmong, includersAt } from "./includes.ts";
import type { Side, TreeSide } from "./side.ts";

/** What may differ between two states of a repository. A file may be on one side only, or on neither. */
export interface Touched {
  /** Contract files, changed themselves or by what they take in. */
  readonly contracts: readonly string[];
  /** Files of golden tasks: those that changed, and those beside them. */
  readonly goldens: readonly string[];
  /** Every path that changed. */
  readonly paths: ReadonlySet<string>;
}

/**
 * Asks git what changed, so that only that is read: the cost follows the change, not the repository.
 *
 * @returns `null` where git cannot know, or everything may differ: then all contracts are compared
 */
export async function touchedBetween(repository: GitContext | null, base: Side, head: Side): Promise<Touched | null> {
  if (repository === null || base.kind !== "tree" || head.kind !== "tree") return null;
  const from = base.state?.commit ?? null;
  if (from === null || head.state === null || !sameJson(globsOf(base), globsOf(head))) return null;
  const { paths, here } = await changesBetween(repository, from, head.state.commit);
  if (paths.length === 0) return { contracts: [], goldens: [], paths: new Set() };
  const isContract = matcherIn(head.prefix, head.config.contracts);
  const isGolden = matcherIn(head.prefix, head.config.goldens);
  const goldens = paths.filter(isGolden);
  // A contract or a golden task is no part of another contract.
  const parts = paths.filter((path) => !isContract(path) && !isGolden(path) && !isOurs(path));
  const contracts = [
    ...paths.filter(isContract),
    ...(await includersOf(repository, head, here.filter(isContract), parts)).filter(isContract),
    ...(await contractsOf(base, head, goldens)),
  ];
  // Both sides have the files that the base has, but for those that changed.
  const beside = contracts.length === 0 ? [] : await filesMatching(base.tree, base.prefix, base.config.goldens);
  return {
    contracts: [...new Set(contracts)].toSorted(),
    goldens: [...new Set([...goldens, ...beside])].toSorted(),
    paths: new Set(paths),
  };
}

async function changesBetween(
  repository: GitContext,
  from: string,
  to: string | null,
): Promise<{ readonly paths: readonly string[]; readonly here: readonly string[] }> {
  if (to !== null) return { paths: await changedPaths(repository, from, to), here: [] };
  const { paths, files } = await changesHere(repository, from);
  return { paths, here: files };
}

/** Contracts, and perhaps other files, that take in one of some files. */
async function includersOf(
  repository: GitContext,
  { tree, state }: TreeSide,
  candidates: readonly string[],
  files: readonly string[],
): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const commit = state?.commit ?? null;
  return [
    ...(await (commit === null ? includersAmong(tree, candidates, files) : includersAt(repository, commit, files))),
  ];
}

function globsOf({ prefix, config: { contracts, goldens } }: TreeSide): readonly string[] {
  return [prefix, contracts, goldens];
}

function isOurs(path: string): boolean {
  return [configName, waiversName].includes(posix.basename(path));
}

/** A golden task that changed concerns its contract: one of the folders above it is called so. */
async function contractsOf(base: TreeSide, head: TreeSide, goldens: readonly string[]): Promise<readonly string[]> {
  const names = new Set(goldens.flatMap(foldersAbove));
  if (names.size === 0) return [];
  const place = placeOfContract(head.config.contracts);
  if (place !== null) return [...names].map((name) => inPrefix(head.prefix, place(name)));
  const sides = await Promise.all(
    [base, head].map((side) => filesMatching(side.tree, side.prefix, side.config.contracts)),
  );
  return sides.flat().filter((path) => names.has(folderOf(path)));
}

// Where a contract of a name is, where the pattern says it without a search: `prompts/*/contract.yaml`.
function placeOfContract(pattern: string): ((name: string) => string) | null {
  const steps = pattern.split("/");
  const isPlain = steps.at(-2) === "*" && !/[*?[\]{}()!+@]/.test([...steps.slice(0, -2), ...steps.slice(-1)].join("/"));
  return isPlain ? (name) => [...steps.slice(0, -2), name, ...steps.slice(-1)].join("/") : null;
}
