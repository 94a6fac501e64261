import type { Config } from "../../../core/config/config.ts";
import { glob } from "../../../core/glob.ts";

/**
 * What is no contract and no golden task may be what the agent is made of; so may be what lies among them and is no text
 * of theirs.
 *
 * @param paths from the folder of promptctl.yaml, with `/`
 */
export function touchesProgram(paths: readonly string[], { contracts, goldens }: Config): boolean {
  const [prompts, tasks] = [glob(contracts).folder, glob(goldens).folder];
  return paths.some((path) => !isIn(prompts, path, /\.(?:ya?ml|md|txt)$/) && !isIn(tasks, path, /\.ya?ml$/));
}

/** Where they may be anywhere, nothing tells them from other files. */
function isIn(folder: string, path: string, endings: RegExp): boolean {
  return folder !== "" && path.startsWith(`${folder.replace(/^\.\//, "")}/`) && endings.test(path);
}
