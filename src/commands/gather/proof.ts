import { guardedIncidents, proofsOf } from "../../core/golden/proof.ts";
import type { EvidenceStore } from "../../core/golden/stored.ts";
import type { Runbook } from "../../report/runbook.ts";
import type { World } from "../../world/world.ts";
import { readAllGoldens } from "./goldens.ts";
import { groundOfToday } from "./ground.ts";
import type { Project } from "./project.ts";
import { releasesAt } from "./releases.ts";
import type { Shown } from "./shown.ts";
import { findTips } from "./tips.ts";

/**
 * What golden tasks say about a contract: of what is released those of today, as a promotion asks; of a contract in files,
 * and of the past, those beside it.
 *
 * @returns `null` where no such files are known
 */
export async function proofOf(
  world: World,
  project: Project,
  shown: Shown,
  isPast: boolean,
): Promise<Runbook["proof"]> {
  const ground = (shown.releases === null || isPast ? null : await groundOfToday(project)) ?? shown.written?.ground;
  if (ground === undefined) return null;
  const { bundle } = shown;
  const { tasks } = await readAllGoldens(ground.tree, project.prefix, ground.config);
  const mine = tasks.filter(({ contract }) => contract === bundle.contract.name);
  const store = shown.releases ?? (await knownReleases(world, project));
  return { kinds: await proofsOf(bundle.digest, mine, store, ground.config.labels), incidents: guardedIncidents(mine) };
}

/** What this clone knows of the release branch, without asking anybody; `null` where there is none. */
async function knownReleases(world: World, { repository, config }: Project): Promise<EvidenceStore | null> {
  if (repository === null) return null;
  const tips = await findTips({ ...world, offline: true }, repository, config);
  return tips.tip === null ? null : releasesAt(repository, tips);
}
