import { dirname } from "node:path";
import { folderOf } from "../../core/contract/read.ts";
import type { Finding } from "../../core/finding.ts";
import { lintRuleIds } from "../../core/lint/catalogue.ts";
import { lintProject } from "../../core/lint/lint.ts";
import { weigh } from "../../core/lint/severities.ts";
import { applyWaivers, readWaivers, type Waived, type Waivers, waiversName } from "../../core/lint/waivers.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource } from "../../core/source.ts";
import type { World } from "../../world/world.ts";
import type { Contracts } from "./contracts.ts";
import type { Goldens } from "./goldens.ts";
import { inPrefix, type Project } from "./project.ts";

/** Everything that `check` has to say of a tree, weighed as the team weighs it, without what was waived. */
export async function lintTree(
  world: World,
  { prefix, config }: Project,
  contracts: Contracts,
  goldens: Goldens,
): Promise<Waived<Finding>> {
  const { tree, paths, drafts } = contracts;
  const read = new Set(drafts.map(({ authored }) => authored.path));
  const lint = await lintProject({
    config,
    drafts,
    unreadable: paths.filter((path) => !read.has(path)).map(folderOf),
    goldens: goldens.read,
    files: await filesBeside(tree, paths),
  });
  const findings = [...contracts.findings, ...goldens.findings, ...lint];
  const waivers = await waiversIn(tree, prefix);
  const waived = applyWaivers(
    weigh(findings, config.severities),
    waivers,
    world.clock.now().toISOString().slice(0, 10),
    lintRuleIds,
  );
  return { ...waived, findings: weigh([...waivers.findings, ...waived.findings], config.severities) };
}

/** Waivers of the tree: reviewed as code is, and gone with the branch that brought them. */
export async function waiversIn(tree: Tree, prefix: string): Promise<Waivers> {
  const path = inPrefix(prefix, waiversName);
  const { text } = await readSource(tree, path);
  return readWaivers(path, text);
}

async function filesBeside(tree: Tree, paths: readonly string[]): Promise<readonly string[]> {
  const folders = new Set(paths.map((path) => dirname(path)));
  const files = await Promise.all([...folders].map((folder) => tree.list(folder)));
  return files.flat();
}
