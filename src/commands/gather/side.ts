import { type Digest, hexOf } from "../../core/bundle/digest.ts";
import type { Bundle } from "../../core/bundle/bundle.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import { Failure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import { commitOf } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import { readContracts } from "./contracts.ts";
import { configIn, type Project, repositoryIn } from "./project.ts";
import { readReleases, type Releases } from "./releases.ts";
import { treeAt } from "./revision.ts";

/** A bundle with what is known around it. */
export interface NamedBundle {
  readonly bundle: Bundle;
  /** `the label prod`, `commit 1a2b3c4` */
  readonly from: string;
}

/** One side of a comparison: bundles by contract, and what kept others from being read. */
export interface Side {
  readonly name: string;
  readonly bundles: ReadonlyMap<string, Bundle>;
  /** New name → old name, as contracts say it of themselves. */
  readonly renamedFrom: ReadonlyMap<string, string>;
  /** Contracts that are there and cannot be read: neither gone nor new. */
  readonly unreadable: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** The working tree, read as far as it can be: a fault in one contract does not hide the others. */
export async function workingSide(project: Project): Promise<Side> {
  return treeSide(project, project.workingTree.name, null);
}

/**
 * Whatever a person may name: a revision, a label, a digest or prompt id.
 *
 * @throws Failure UNKNOWN_REF
 */
export async function namedSide(world: World, project: Project, name: string): Promise<Side> {
  const repository = repositoryIn(project);
  if ((await commitOf(repository, name)) !== null) return treeSide(project, name, name);
  const found = await namedBundles(world, project, name);
  if (found === null) throw new Failure("UNKNOWN_REF", { ref: name });
  const bundles = new Map(found.map(({ bundle }) => [bundle.contract.name, bundle]));
  return { name: found[0]?.from ?? name, bundles, renamedFrom: new Map(), unreadable: new Set(), findings: [] };
}

/** The bundles that a label, a digest or a prompt id means; `null` where it means none. */
export async function namedBundles(
  world: World,
  project: Project,
  name: string,
): Promise<readonly NamedBundle[] | null> {
  return bundlesNamed(await readReleases(world, repositoryIn(project), project.config), name);
}

export async function bundlesNamed(releases: Releases, name: string): Promise<readonly NamedBundle[] | null> {
  const digests = labelled(releases, name) ?? abbreviated(releases, name);
  if (digests === null) return null;
  const found = await Promise.all(
    digests.map(async ({ digest, from }) => ({
      bundle: await releases.bundle(digest),
      from,
    })),
  );
  // A prompt id says whose bundle it is, and is not another's.
  const contract = /^(.+)@[0-9a-f]+$/.exec(name)?.[1];
  return contract === undefined || found.every(({ bundle }) => bundle.contract.name === contract) ? found : null;
}

async function treeSide(project: Project, name: string, revision: string | null): Promise<Side> {
  const tree = revision === null ? project.workingTree : (await treeAt(repositoryIn(project), revision)).tree;
  const config = revision === null ? project.config : await configIn(tree, project.prefix);
  const { paths, authored, findings } = await readContracts(tree, project.prefix, config);
  const read = new Set(authored.map(({ path }) => path));
  return {
    name: revision === null ? name : tree.name,
    bundles: new Map(authored.map(({ contract }) => [contract.name, sealBundle(contract)])),
    renamedFrom: new Map(
      authored.flatMap(({ contract, renamedFrom }) => (renamedFrom === null ? [] : [[contract.name, renamedFrom]])),
    ),
    unreadable: new Set(paths.filter((path) => !read.has(path)).map((path) => path.split("/").at(-2) ?? "")),
    findings: findings.filter(({ level }) => level === "error"),
  };
}

interface Found {
  readonly digest: Digest;
  readonly from: string;
}

function labelled({ pointers }: Releases, label: string): readonly Found[] | null {
  const found = [...pointers.values()].flatMap((labels) => labels.get(label) ?? []);
  return found.length === 0 ? null : found.map(({ current }) => ({ digest: current, from: `the label ${label}` }));
}

/** `sha256:…`, or the beginning of the hex digits, alone or behind `<contract>@`. Ambiguous means none. */
function abbreviated(releases: Releases, name: string): readonly Found[] | null {
  const hex = /^(?:[a-z0-9_-]+@|sha256:)?([0-9a-f]{6,64})$/.exec(name)?.[1];
  if (hex === undefined) return null;
  const found = releases.digests().filter((digest) => hexOf(digest).startsWith(hex));
  return found.length === 1 ? found.map((digest) => ({ digest, from: "the release branch" })) : null;
}
