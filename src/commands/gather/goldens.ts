import type { Config } from "../../core/config/config.ts";
import type { Finding } from "../../core/finding.ts";
import { type ReadGoldens, readGoldens, type TaskDraft } from "../../core/golden/read.ts";
import type { Task } from "../../core/golden/task.ts";
import type { Tree } from "../../core/ports.ts";
import { filesMatching } from "./project.ts";

export interface Goldens {
  readonly read: readonly ReadGoldens[];
  /** What can be run. */
  readonly tasks: readonly Task[];
  /** What can be judged, beside what is broken. */
  readonly drafts: readonly TaskDraft[];
  readonly findings: readonly Finding[];
}

export async function readAllGoldens(tree: Tree, prefix: string, config: Config): Promise<Goldens> {
  return readGoldensAt(tree, await filesMatching(tree, prefix, config.goldens));
}

export async function readGoldensAt(tree: Tree, paths: readonly string[]): Promise<Goldens> {
  const read = await Promise.all(paths.map((path) => readGoldens(tree, path)));
  return {
    read,
    tasks: read.flatMap(({ tasks }) => tasks),
    drafts: read.flatMap(({ drafts }) => drafts),
    findings: read.flatMap(({ findings }) => findings),
  };
}
