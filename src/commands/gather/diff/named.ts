import { basename, join, relative, resolve, sep } from "node:path";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { digestOf, isDigest } from "../../../core/bundle/digest.ts";
import { openBundle } from "../../../core/bundle/open.ts";
import { Failure } from "../../../core/failure.ts";
import { isJsonObject, parseJson } from "../../../core/json.ts";
import { decodeText } from "../../../core/text.ts";
import { isFolder, isThere, listFolder, readBytes } from "../../../world/files.ts";
import { folderTree } from "../../../world/folder-tree.ts";
import { keptTree } from "../../../world/git/kept-tree.ts";
import { commitOf, isShallow, repositoryOf } from "../../../world/git/repository.ts";
import { commitTree } from "../../../world/git/tree.ts";
import type { World } from "../../../world/world.ts";
import { namedBundles } from "../bundles.ts";
import { filesMatching, type Project, readConfigIn, repositoryIn } from "../project.ts";
import type { BundleSide, Side, TreeSide } from "./side.ts";

/** The working tree, read as far as it can be: a fault in one contract does not hide the others. */
export function workingSide({ workingTree, prefix, config, faults, repository }: Project): TreeSide {
  const state = repository === null ? null : { commit: null };
  return { kind: "tree", name: workingTree.name, how: null, tree: workingTree, prefix, config, faults, state };
}

/** A commit of the repository. */
export async function commitSide(project: Project, commit: string, how: string | null = null): Promise<TreeSide> {
  const repository = repositoryIn(project);
  const tree = commitTree(repository, commit);
  const { prefix } = project;
  const { rest: config, findings: faults } = await readConfigIn(keptTree(repository, commit, tree), prefix);
  return { kind: "tree", name: tree.name, how, tree, prefix, config, faults, state: { commit } };
}

/**
 * Whatever a person may name: a revision; a label, a digest or a prompt id; a folder, or a bundle in a file. What
 * begins like a path is one; elsewhere a name of git comes first.
 *
 * @throws Failure UNKNOWN_REF, NO_REPOSITORY, BAD_BUNDLE, NO_CONTRACTS
 */
export async function namedSide(world: World, project: Project, name: string): Promise<Side> {
  const path = resolve(world.cwd, name);
  const isPath = /^\.{0,2}[/\\]|^\.{1,2}$/.test(name);
  if (!isPath && project.repository !== null) {
    const commit = await commitOf(project.repository, name);
    if (commit !== null) return commitSide(project, commit);
    const found = await namedBundles(world, project, name);
    if (found !== null)
      return bundleSide(
        found[0]?.from ?? name,
        found.map(({ bundle }) => bundle),
      );
  }
  if (await isFolder(path)) return folderSide(world, path, name);
  if (await isThere(path)) return bundleSide(name, [await bundleIn(path)]);
  if (isPath) throw new Failure("USAGE", { message: `there is no folder or file ${name}`, hint: whatIsASide });
  const repository = repositoryIn(project);
  if (await isShallow(repository)) throw new Failure("NOT_CLONED", { ref: name });
  throw new Failure("UNKNOWN_REF", { ref: name });
}

const whatIsASide =
  "a side is a revision, a label, a digest, a folder with contracts, or a bundle that `build --out` wrote";

function bundleSide(name: string, bundles: readonly Bundle[]): BundleSide {
  return { kind: "bundles", name, how: null, bundles: new Map(bundles.map((one) => [one.contract.name, one])) };
}

/** Bundles as `build --out` writes them, or contracts as people write them. */
async function folderSide(world: World, folder: string, name: string): Promise<Side> {
  const files = [...(await listFolder(folder))].filter((file) => isDigest(`sha256:${file.replace(/\.json$/, "")}`));
  if (files.length > 0) return bundleSide(name, await Promise.all(files.map((file) => bundleIn(join(folder, file)))));
  const context = { folder, env: world.env, signal: world.signal };
  const { folder: top } = (await repositoryOf(context)) ?? context;
  const prefix = relative(top, folder).split(sep).join("/");
  const tree = folderTree(top, `the folder ${name}`);
  const { rest: config, findings: faults } = await readConfigIn(tree, prefix);
  if ((await filesMatching(tree, prefix, config.contracts)).length === 0)
    throw new Failure("NO_CONTRACTS", { pattern: config.contracts, where: tree.name });
  return { kind: "tree", name: tree.name, how: null, tree, prefix, config, faults, state: null };
}

/** A file that is called by a digest has to be what its name says. */
async function bundleIn(path: string): Promise<Bundle> {
  const bytes = (await readBytes(path)) ?? new Uint8Array();
  const named = `sha256:${basename(path).replace(/\.json$/, "")}`;
  if (isDigest(named)) return openBundle(bytes, named);
  const document = parseJson(decodeText(bytes) ?? "");
  if (!isJsonObject(document) || typeof document["format"] !== "string")
    throw new Failure("USAGE", { message: `${path} is no bundle`, hint: whatIsASide });
  return openBundle(bytes, digestOf(bytes));
}
