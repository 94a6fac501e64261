import { realpath } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { type Config, configName } from "../../core/config/config.ts";
import { defaultConfig, type ReadConfig, readConfig } from "../../core/config/read.ts";
import { Failure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import { glob } from "../../core/glob.ts";
import { isRecording } from "../../core/golden/recording/place.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource, unreadable } from "../../core/source.ts";
import { isFolder } from "../../world/files.ts";
import { folderTree } from "../../world/folder-tree.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { repositoryOf, trackedFiles } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import { nearestConfig } from "./nearest-config.ts";

/** Where promptctl works: a folder with (or without) a promptctl.yaml, in a repository or in none. */
export interface Project {
  /** The folder of promptctl.yaml; without one the top of the repository; without that the current folder. */
  readonly root: string;
  /** From the top of the repository to `root`, with `/`; `""` at the top. */
  readonly prefix: string;
  readonly config: Config;
  /** What stands on disk now. Paths of trees are relative to the repository. */
  readonly workingTree: Tree;
  readonly repository: GitContext | null;
  /** There is a promptctl.yaml in `root`. */
  readonly configured: boolean;
  /** What is wrong with it; then `config` is what can be used beside that. */
  readonly faults: readonly Finding[];
}

/**
 * @param broken what to do where promptctl.yaml is broken: a way back must not depend on it
 * @throws Failure NO_FOLDER, INVALID_FILES
 */
export async function openProject(world: World, broken: "refuse" | "use the rest" = "refuse"): Promise<Project> {
  if (!(await isFolder(world.cwd))) throw new Failure("NO_FOLDER", { folder: world.cwd });
  const cwd = await realpath(world.cwd);
  const repository = await repositoryOf({ folder: cwd, env: world.env, signal: world.signal });
  const top = repository?.folder ?? null;
  const nearest = await nearestConfig(cwd, top);
  const root = nearest ?? top ?? cwd;
  const prefix = top === null ? "" : relative(top, root).split(sep).join("/");
  const workingTree = folderTree(top ?? root);
  const { config, rest, findings } = await readConfigIn(workingTree, prefix);
  if (config === null && broken === "refuse") throw invalidConfig(prefix, findings);
  return {
    root,
    prefix,
    workingTree,
    config: rest,
    faults: config === null ? findings : [],
    repository,
    configured: nearest !== null,
  };
}

/** @throws Failure NO_REPOSITORY */
export function repositoryIn(project: Project): GitContext {
  if (project.repository === null) throw new Failure("NO_REPOSITORY", { folder: project.root });
  return project.repository;
}

/**
 * A label that is moved from the wrong folder is published to the wrong place, and nobody notices.
 *
 * @throws Failure WRONG_FOLDER where this repository has a promptctl.yaml, and not here or above
 */
export async function requireRightFolder(project: Project): Promise<void> {
  if (project.configured || project.repository === null) return;
  const tracked = await trackedFiles(project.repository);
  const folders = tracked.filter((path) => path.endsWith(`/${configName}`)).map((path) => dirname(path));
  if (folders.length > 0) throw new Failure("WRONG_FOLDER", { root: project.root, folders });
}

/** promptctl.yaml as a tree has it: policy comes from a branch, not from the change it judges. */
export async function configIn(tree: Tree, prefix: string): Promise<Config> {
  const { config, findings } = await readConfigIn(tree, prefix);
  if (config === null) throw invalidConfig(prefix, findings);
  return config;
}

/** The same, read as far as it can be: what is wrong comes beside it. */
export async function readConfigIn(tree: Tree, prefix: string): Promise<ReadConfig> {
  const path = inPrefix(prefix, configName);
  const source = await readSource(tree, path);
  if (source.why === null || source.missing) return configOf(path, source.text);
  return { config: null, rest: defaultConfig(), findings: [unreadable(path, source)] };
}

/** Mostly the same text stands on disk, at HEAD and on the default branch. */
function configOf(path: string, text: string | null): ReadConfig {
  const last = newest;
  if (last?.path === path && last.text === text) return last.read;
  newest = { path, text, read: readConfig(path, text) };
  return newest.read;
}

let newest: { readonly path: string; readonly text: string | null; readonly read: ReadConfig } | null = null;

function invalidConfig(prefix: string, findings: readonly Finding[]): Failure {
  const where = inPrefix(prefix, configName);
  return new Failure("INVALID_FILES", { findings: findings.length, where }, { findings });
}

/** The files of a tree that a glob of promptctl.yaml means. */
export async function filesMatching(tree: Tree, prefix: string, pattern: string): Promise<readonly string[]> {
  return (await listMatching(tree, prefix, pattern)).matching;
}

/** The same, and every file that was looked at: those in the folder where the glob begins. */
export async function listMatching(
  tree: Tree,
  prefix: string,
  pattern: string,
): Promise<{ readonly all: readonly string[]; readonly matching: readonly string[] }> {
  const all = await tree.list(inPrefix(prefix, glob(pattern).folder));
  return { all, matching: all.filter(matcherIn(prefix, pattern)) };
}

/** Whether a path of the repository is one that a glob of promptctl.yaml means: recordings are never meant. */
export function matcherIn(prefix: string, pattern: string): (path: string) => boolean {
  const { matches } = glob(pattern);
  const inside = prefix === "" ? "" : `${prefix}/`;
  return (path) => path.startsWith(inside) && matches(path.slice(inside.length)) && !isRecording(path);
}

export function inPrefix(prefix: string, path: string): string {
  return [prefix, path].filter((part) => part !== "").join("/");
}
