import type { Finding } from "../../core/finding.ts";
import type { ImportPlan } from "../../core/import/plan.ts";
import type { World } from "../../world/world.ts";
import { lintTree } from "./lint.ts";
import { overlayTree } from "./overlay.ts";
import { inPrefix, type Project } from "./project.ts";

/** What stands between an import and a green `check`. */
export interface Obstacles {
  /** The errors that `check` would find in the new files. */
  readonly findings: readonly Finding[];
  /** New files that it would not even look at, in sentences. */
  readonly unseen: readonly string[];
}

/** Asks `check` about files that are not written yet. */
export async function obstaclesTo(plans: readonly ImportPlan[], project: Project, world: World): Promise<Obstacles> {
  const { prefix, config, workingTree } = project;
  const inTree = (path: string): string => inPrefix(prefix, path);
  const planned = plans.flatMap(({ files }) => Object.entries(files));
  const staged = plans.flatMap(({ folder, stage }) =>
    stage === null ? [] : [[`${folder}/contract.yaml`, stage] as const],
  );
  const files = Object.fromEntries([...planned, ...staged].map(([path, text]) => [inTree(path), text]));
  const tree = overlayTree(workingTree, files);
  const { remaining, paths, goldenPaths } = await lintTree(world, project, tree);

  const written = planned.map(([path]) => path);
  const seen = new Set([...paths, ...goldenPaths]);
  return {
    findings: remaining.filter(
      ({ level, place }) => level === "error" && written.some((path) => place?.file === inTree(path)),
    ),
    unseen: [
      ...unseen(
        written.filter((path) => path.endsWith("/contract.yaml")),
        inTree,
        seen,
        `contracts: ${config.contracts}`,
      ),
      ...unseen(
        plans.flatMap((plan) => plan.goldenFile ?? []),
        inTree,
        seen,
        `goldens: ${config.goldens}`,
      ),
    ],
  };
}

function unseen(
  paths: readonly string[],
  inTree: (path: string) => string,
  seen: ReadonlySet<string>,
  rule: string,
): readonly string[] {
  return paths
    .filter((path) => !seen.has(inTree(path)))
    .map((path) => `promptctl does not look for ${path} (${rule}): move it, or say in promptctl.yaml where it is`);
}
