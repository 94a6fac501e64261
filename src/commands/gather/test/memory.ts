import { relative, resolve, sep } from "node:path";
import { Failure } from "../../../core/failure.ts";
import { trackedFiles } from "../../../world/git/repository.ts";
import type { World } from "../../../world/world.ts";
import { inPrefix, type Project } from "../project.ts";

/**
 * What earlier runs measured is believed because it was measured here. A pull request that commits files in their place
 * would bring its own: a base that was bad already, a task that has passed. So it would by a link or a submodule of that
 * name.
 *
 * @param named the file of results that is gone on with; `null` is one of ours
 * @throws Failure MEMORY_COMMITTED
 */
export async function refuseCommittedMemory(
  { cwd }: World,
  { repository, prefix }: Project,
  named: string | null,
): Promise<void> {
  if (repository === null) return;
  // On some disks `.Promptctl` is the same folder.
  const own = inPrefix(prefix, ".promptctl").toLowerCase();
  const theirs = named === null ? null : relative(repository.folder, resolve(cwd, named)).split(sep).join("/");
  const isOwn = (path: string): boolean =>
    path === own || (path.startsWith(own) && /^\/(?:base|results)(?:\/|$)/.test(path.slice(own.length)));
  const path = (await trackedFiles(repository)).find((one) => one === theirs || isOwn(one.toLowerCase()));
  if (path !== undefined) throw new Failure("MEMORY_COMMITTED", { path, own: isOwn(path.toLowerCase()) });
}
