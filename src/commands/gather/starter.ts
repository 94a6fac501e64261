import { readdir, realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { readBytes } from "../../world/files.ts";
import type { World } from "../../world/world.ts";
import { overlayTree } from "./overlay.ts";
import { inPrefix, type Project, readConfigIn } from "./project.ts";

/** The files of a folder by their paths, with `/`. */
export async function starterFiles(starter: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(starter, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(starter.length))
    .toSorted();
  const files = await Promise.all(
    paths.map(async (path) => {
      const bytes = (await readBytes(join(starter, path))) ?? new Uint8Array();
      return [path.split(sep).join("/"), new TextDecoder().decode(bytes)] as const;
    }),
  );
  return Object.fromEntries(files);
}

/** The project as it is once the starter is written into the current folder. */
export async function projectWithStarter(
  { cwd }: World,
  project: Project,
  files: Readonly<Record<string, string>>,
): Promise<Project> {
  const root = await realpath(cwd);
  const top = project.repository?.folder ?? root;
  const prefix = relative(top, root).split(sep).join("/");
  const placed = Object.fromEntries(Object.entries(files).map(([path, text]) => [inPrefix(prefix, path), text]));
  const workingTree = overlayTree(project.workingTree, placed);
  const { rest: config } = await readConfigIn(workingTree, prefix);
  return { ...project, root, prefix, workingTree, config, faults: [], configured: true };
}
