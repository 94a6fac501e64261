import { posix, resolve } from "node:path";
import { Failure } from "../../../core/failure.ts";
import type { Review } from "../../../core/diff/review.ts";
import { patchOf } from "../../../core/diff/lines.ts";
import { foldersAbove } from "../../../core/golden/folders-above.ts";
import { printable } from "../../../core/place.ts";
import type { Tree } from "../../../core/ports.ts";
import { decodeText } from "../../../core/text.ts";
import { readBytes } from "../../../world/files.ts";
import type { World } from "../../../world/world.ts";
import { filesMatching, matcherIn, openProject, type Project } from "../project.ts";
import { includersAmong } from "./includes.ts";
import { workingSide } from "./named.ts";
import { gatherReview } from "./review.ts";
import type { TreeSide } from "./side.ts";

/** What one file does to the contracts that it is part of, or only how its lines differ. */
export type Part =
  | { readonly kind: "review"; readonly review: Review }
  | { readonly kind: "lines"; readonly patch: string };

/**
 * One file before and after, as git hands it to a diff driver. Everything around it is taken as it is in the working
 * tree, on both sides: git gives no more. Where nothing that a contract means has changed, its lines are told.
 *
 * @param words git's own: https://git-scm.com/docs/git#Documentation/git.txt-GITEXTERNALDIFF
 * @throws Failure USAGE
 */
export async function comparePart(world: World, words: readonly string[]): Promise<Part> {
  const [path, oldFile, oldId, , newFile, newId] = words;
  if (path === undefined || (words.length > 1 && words.length < 7))
    throw new Failure("USAGE", { message: "--driver is for git: see the README" });
  if (oldFile === undefined || oldId === undefined || newFile === undefined || newId === undefined)
    return { kind: "lines", patch: `* Unmerged path ${path}` };
  const [before, after] = await Promise.all([oldFile, newFile].map((file) => bytesOf(world, file)));
  const lines: Part = { kind: "lines", patch: sayLines(path, before ?? null, after ?? null) };
  const project = await openProject(world, "use the rest");
  if (project.repository === null) return lines;
  const contracts = await contractsWith(project, path);
  if (contracts.length === 0) return lines;

  const isGolden = matcherIn(project.prefix, project.config.goldens)(path);
  const standing = workingSide(project);
  const review = await gatherReview(world, project, {
    base: sideWith(standing, path, before ?? null, oldId),
    head: sideWith(standing, path, after ?? null, newId),
    only: [],
    touched: { contracts, goldens: isGolden ? [path] : [], paths: new Set([path]) },
    standing,
  });
  return review.contracts.length === 0 ? lines : { kind: "review", review };
}

/** A file of no content stands for none. */
async function bytesOf({ cwd }: World, file: string): Promise<Uint8Array | null> {
  return file === "/dev/null" || file === "nul" ? null : readBytes(resolve(cwd, file));
}

function sayLines(path: string, before: Uint8Array | null, after: Uint8Array | null): string {
  const [left, right] = [before, after].map((bytes) => (bytes === null ? null : decodeText(bytes)));
  const isText = (left !== null || before === null) && (right !== null || after === null);
  return isText ? printable(patchOf(path, left ?? null, right ?? null)) : `Binary files a/${path} and b/${path} differ`;
}

/** The contracts of the working tree that a file is part of; a few of many show what it does. */
async function contractsWith(project: Project, path: string): Promise<readonly string[]> {
  const { config, prefix, workingTree } = project;
  const isContract = matcherIn(prefix, config.contracts);
  if (isContract(path)) return [path];
  const all = await filesMatching(workingTree, prefix, config.contracts);
  if (!matcherIn(prefix, config.goldens)(path))
    return [...(await includersAmong(workingTree, all, [path]))].filter(isContract).toSorted().slice(0, most);
  const folders = foldersAbove(path);
  return all.filter((contract) => folders.includes(posix.basename(posix.dirname(contract)))).slice(0, most);
}

const most = 3;

function sideWith(standing: TreeSide, path: string, bytes: Uint8Array | null, id: string): TreeSide {
  const { tree } = standing;
  const read: Tree["read"] = async (wanted) =>
    wanted !== path ? tree.read(wanted) : bytes === null ? { kind: "absent" } : { kind: "file", bytes };
  const name = bytes === null ? "no file" : /^0+$/.test(id) ? "the working tree" : `blob ${id.slice(0, 7)}`;
  const how = `${path} alone: what it stands with is that of the working tree`;
  return { ...standing, name, how, tree: { ...tree, name, read }, state: null };
}
