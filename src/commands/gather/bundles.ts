import { type Digest, hexOf } from "../../core/bundle/digest.ts";
import type { Bundle } from "../../core/bundle/bundle.ts";
import type { World } from "../../world/world.ts";
import { type Project, repositoryIn } from "./project.ts";
import { readReleases, type Releases } from "./releases.ts";

/** A bundle with what is known around it. */
export interface NamedBundle {
  readonly bundle: Bundle;
  /** `the label prod`, `commit 1a2b3c4` */
  readonly from: string;
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
