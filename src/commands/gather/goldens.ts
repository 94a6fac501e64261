import type { Config } from "../../core/config.ts";
import type { Finding } from "../../core/finding.ts";
import { readGoldens } from "../../core/golden/task.ts";
import type { Task } from "../../core/golden/task.ts";
import type { Tree } from "../../core/ports.ts";
import { filesMatching } from "./project.ts";

export interface Goldens {
  readonly paths: readonly string[];
  readonly tasks: readonly Task[];
  readonly findings: readonly Finding[];
}

export async function readAllGoldens(tree: Tree, prefix: string, config: Config): Promise<Goldens> {
  const paths = await filesMatching(tree, prefix, config.goldens);
  const read = await Promise.all(paths.map((path) => readGoldens(tree, path)));
  return { paths, tasks: read.flatMap(({ tasks }) => tasks), findings: read.flatMap(({ findings }) => findings) };
}
