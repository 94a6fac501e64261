import { join, posix } from "node:path";
import { folderOf } from "../../core/contract/folder-of.ts";
import { Failure } from "../../core/failure.ts";
import { checkedOutBranch } from "../../world/git/repository.ts";
import { existing } from "../../world/new-files.ts";
import { filesMatching, type Project, repositoryIn } from "./project.ts";
import { defaultBranch } from "./revision.ts";
import { starterFiles } from "./starter.ts";

export interface PlannedWorkflows {
  /** The top of the repository: GitHub looks for workflows nowhere else. */
  readonly top: string;
  /** What is to be written, by its path from there. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths that are there already. */
  readonly kept: readonly string[];
}

/**
 * The workflows of a folder of templates, with what this repository calls its branches, contracts and folders.
 *
 * @param version of promptctl, which the workflows run where the repository has none of its own
 * @throws Failure NO_REPOSITORY
 */
export async function planWorkflows(templates: string, version: string, project: Project): Promise<PlannedWorkflows> {
  const { folder: top } = repositoryIn(project);
  const names = await namesIn(project, version);
  const all = Object.entries(await starterFiles(templates)).map(
    ([name, text]) => [posix.join(".github/workflows", name), fill(text, names)] as const,
  );
  const there = await existing(all.map(([path]) => join(top, path)));
  const isThere = (path: string): boolean => there.includes(join(top, path));
  return {
    top,
    files: Object.fromEntries(all.filter(([path]) => !isThere(path))),
    kept: all.map(([path]) => path).filter(isThere),
  };
}

async function namesIn(project: Project, version: string): Promise<Readonly<Record<string, string>>> {
  const { config, prefix, workingTree } = project;
  const paths = await filesMatching(workingTree, prefix, config.contracts);
  const contracts = paths.length === 0 ? ["support"] : paths.map(folderOf).toSorted();
  return {
    version,
    folder: scalar(prefix === "" ? "." : prefix),
    contracts: contracts.map(scalar).join(", "),
    "default-branch": scalar(await branchOf(project)),
    "release-branch": scalar(config.release.branch),
  };
}

/** As GitHub calls it: `origin/main` is main there. Before the first commit it is the branch that is begun. */
async function branchOf(project: Project): Promise<string> {
  const [repository, { release }] = [repositoryIn(project), project.config];
  try {
    const { name } = await defaultBranch(repository, project.config);
    return name.startsWith(`${release.remote}/`) ? name.slice(release.remote.length + 1) : name;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return release.defaultBranch ?? (await checkedOutBranch(repository)) ?? "main";
  }
}

/** YAML that means this text; JSON is YAML. */
function scalar(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : JSON.stringify(text);
}

function fill(text: string, names: Readonly<Record<string, string>>): string {
  return text.replaceAll(/<([a-z-]+)>/g, (whole, name: string) => names[name] ?? whole);
}
