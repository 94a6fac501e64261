import type { Finding } from "../../core/finding.ts";
import type { ImportPlan } from "../../core/import/plan.ts";
import type { World } from "../../world/world.ts";
import { readContracts } from "./contracts.ts";
import { readAllGoldens } from "./goldens.ts";
import { lintTree } from "./lint.ts";
import { overlayTree } from "./overlay.ts";
import { inPrefix, type Project } from "./project.ts";

/** What `check` would say about files that are not written yet: its errors, in these files. */
export async function obstacles(
  world: World,
  project: Project,
  plans: readonly ImportPlan[],
): Promise<readonly Finding[]> {
  const { prefix, config, workingTree } = project;
  const planned = plans.flatMap(({ files }) => Object.entries(files));
  const staged = plans.flatMap(({ folder, stage }) =>
    stage === null ? [] : [[`${folder}/contract.yaml`, stage] as const],
  );
  const files = Object.fromEntries([...planned, ...staged].map(([path, text]) => [inPrefix(prefix, path), text]));
  const tree = overlayTree(workingTree, files);
  const contracts = await readContracts(tree, prefix, config);
  const { findings } = await lintTree(world, project, contracts, await readAllGoldens(tree, prefix, config));
  const written = new Set(planned.map(([path]) => inPrefix(prefix, path)));
  return findings.filter(({ level, place }) => level === "error" && place !== null && written.has(place.file));
}
