import { type Config, configName } from "../../../core/config/config.ts";
import { glob } from "../../../core/glob.ts";
import { sameJson } from "../../../core/json.ts";
import { waiversName } from "../../../core/lint/waivers-name.ts";
import type { GitContext } from "../../../world/git/plumbing.ts";
import type { Side } from "../diff/side.ts";
import type { Project } from "../project.ts";

/** Whether a commit names another runner; what is no commit is run with the runner of here. */
export function hasOtherRunner({ config }: Pick<Project, "config">, side: Side): boolean {
  if (side.kind === "bundles" || side.config.runner === null || (side.state?.commit ?? null) === null) return false;
  return !sameJson(side.config.runner as never, config.runner as never);
}

/**
 * Whether the same contract may do something else here than on the other side.
 *
 * @param changedIn the paths in which a commit differs from the working tree
 */
export async function mayRunAnother(
  project: Pick<Project, "config" | "repository" | "prefix">,
  side: Side,
  changedIn: (repository: GitContext, commit: string) => Promise<readonly string[]>,
): Promise<boolean> {
  if (hasOtherRunner(project, side)) return true;
  const { repository, config, prefix } = project;
  if (side.kind === "bundles" || side.config.runner?.kind !== "command" || repository === null) return false;
  const commit = side.state?.commit ?? null;
  if (commit === null) return false;
  const changed = (await changedIn(repository, commit)).filter((path) => !isForPeople.test(path));
  const inside = changed.flatMap((path) =>
    prefix === "" ? [path] : path.startsWith(`${prefix}/`) ? [path.slice(prefix.length + 1)] : ["/"],
  );
  const others = inside.filter((path) => path !== configName && path !== waiversName);
  return touchesProgram(others, config) || touchesProgram(others, side.config);
}

/** Only people read them, in whatever folder. */
const isForPeople =
  /(?:^|\/)(?:README|LICEN[CS]E|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|NOTICE|AUTHORS)(?:\.(?:md|txt|rst|adoc))?$/;

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
