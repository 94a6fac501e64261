import { Failure } from "../../../core/failure.ts";
import { trackedBelow } from "../../../world/git/repository.ts";
import { inPrefix, type Project } from "../project.ts";

/**
 * What earlier runs measured is believed because it was measured here. A pull request that commits files in their place
 * would bring its own: a base that was bad already, a task that has passed.
 *
 * @throws Failure MEMORY_COMMITTED
 */
export async function refuseCommittedMemory({ repository, prefix }: Project): Promise<void> {
  if (repository === null) return;
  const folders = ["base", "results"].map((name) => inPrefix(prefix, `.promptctl/${name}`));
  const [path] = await trackedBelow(repository, folders);
  if (path !== undefined) throw new Failure("MEMORY_COMMITTED", { path });
}
