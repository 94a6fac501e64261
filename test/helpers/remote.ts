import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { contentsOf, sharedFolder } from "./shop.ts";
import { openRepository, type Repository } from "./repository.ts";

/** A bare copy of a repository, with all its branches. */
export async function remoteOf(source: Repository): Promise<Repository> {
  const folder = await sharedFolder();
  await source.git("clone", "--quiet", "--bare", source.folder, folder);
  return openRepository(folder);
}

export async function clones(remote: Repository, number: number): Promise<readonly Repository[]> {
  return Promise.all(
    Array.from({ length: number }, async () => {
      const folder = await sharedFolder();
      await remote.git("clone", "--quiet", remote.folder, folder);
      return openRepository(folder);
    }),
  );
}

/** Two clones, for tests about two people. */
export async function pair(remote: Repository): Promise<readonly [Repository, Repository]> {
  const [ada, bob] = await clones(remote, 2);
  if (ada === undefined || bob === undefined) throw new Error("there are not two clones");
  return [ada, bob];
}

/** A program of the server: `pre-receive` decides about a push. */
export async function serverHook({ folder }: Repository, name: string, script: string): Promise<void> {
  await mkdir(join(folder, "hooks"), { recursive: true });
  await writeFile(join(folder, "hooks", name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, "hooks", name), 0o755);
}

/**
 * The first pushes wait for each other, so that all of them began at the same tip: a race that is one
 * every time. Later pushes pass.
 */
export async function holdUntil(remote: Repository, pushes: number): Promise<void> {
  const waiting = join(remote.folder, "waiting");
  await mkdir(waiting);
  await serverHook(
    remote,
    "pre-receive",
    `touch "${waiting}/$$"
for i in $(seq 300); do
  [ "$(ls "${waiting}" | wc -l)" -ge ${pushes} ] && exit 0
  sleep 0.05
done`,
  );
}

/** What a clone holds of its own: what it knows of the remote may change with every question. */
export function ownContentsOf({ folder }: Repository): Promise<Readonly<Record<string, string>>> {
  return contentsOf(folder, /^\.git\/(?:objects|refs\/remotes|logs|FETCH_HEAD|packed-refs|info)/);
}
