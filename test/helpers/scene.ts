import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Digest, isDigest } from "../../src/core/bundle/digest.ts";
import { openBundle } from "../../src/core/bundle/open.ts";
import { decodePointer, type Pointer } from "../../src/core/label/pointer.ts";
import { remoteOf } from "./remote.ts";
import type { Repository } from "./repository.ts";
import { copyOf, pointerOn } from "./shop.ts";

const branch = "promptctl/releases";
const live = ".promptctl/live";

/** One person's repository with its place, and the remote that everybody shares. */
export interface Scene {
  readonly ada: Repository;
  readonly remote: Repository;
}

export async function sceneOf(released: Repository): Promise<Scene> {
  const [remote, ada] = await Promise.all([remoteOf(released), copyOf(released)]);
  await ada.git("remote", "add", "--fetch", "origin", remote.folder);
  return { remote, ada };
}

/** What prod of support serves, wherever that is written down: its serial. */
export interface Seen {
  readonly remote: number;
  /** The local branch. */
  readonly local: number;
  readonly place: number;
}

/**
 * Looks at everything that was written, and throws where anything is half there: a pointer or a bundle that cannot be
 * read, a pointer without its bundle, an object that is missing, a ref that nobody should see.
 */
export async function look({ ada, remote }: Scene): Promise<Seen> {
  for (const { git } of [ada, remote]) {
    await git("fsck", "--connectivity-only", "--no-dangling");
    const strange = (await git("for-each-ref", "--format=%(refname)")).split("\n").filter((ref) => !known.test(ref));
    if (strange.length > 0) throw new Error(`left behind: ${strange.join(", ")}`);
  }
  const [there, here, served] = [
    await pointerOn(remote, "support/prod"),
    await pointerOn(ada, "support/prod"),
    await servedAt(join(ada.folder, live)),
  ];
  return { remote: there.serial, local: here.serial, place: served.serial };
}

const known = /^refs\/(?:heads\/(?:main|promptctl\/releases)$|remotes\/origin\/)/;

/** The pointer that runtimes see, and every file beside it as they would read it. */
async function servedAt(folder: string): Promise<Pointer> {
  for (const file of await readdir(join(folder, "bundles"))) {
    const digest = `sha256:${file.replace(/\.json$/, "")}`;
    if (isDigest(digest)) await openAt(folder, digest);
    else if (!/^[0-9a-f]{64}\.json\.\d+$/.test(file)) throw new Error(`a stranger: ${file}`);
  }
  const read = decodePointer(await readFile(join(folder, "labels/support/prod.json")));
  if (read.kind !== "pointer") throw new Error(`torn: ${read.why}`);
  await openAt(folder, read.pointer.current);
  return read.pointer;
}

async function openAt(folder: string, digest: Digest): Promise<void> {
  openBundle(await readFile(join(folder, "bundles", `${digest.slice("sha256:".length)}.json`)), digest);
}

export function moves({ remote }: Scene): Promise<string> {
  return remote.git("rev-list", "--count", branch);
}
