import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../core/failure.ts";
import { count } from "../core/text.ts";
import { list, type Report } from "../report/report.ts";
import { isFolder, readBytes, writeBytes } from "../world/files.ts";
import type { World } from "../world/world.ts";

/** The starter as files of the package: what is checked by our own tests is what a newcomer gets. */
const starter = fileURLToPath(new URL("../../src/starter/", import.meta.url));

/** All or nothing: where one file stands in the way, none is written. */
export async function init(_input: Record<never, never>, world: World): Promise<Report> {
  if (!(await isFolder(world.cwd))) throw new Failure("NO_FOLDER", { folder: world.cwd });
  const entries = await readdir(starter, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(starter.length))
    .toSorted();
  const existing: string[] = [];
  for (const path of paths) if ((await readBytes(join(world.cwd, path))) !== null) existing.push(path);
  if (existing.length > 0) throw new Failure("EXISTS", { paths: existing });

  for (const path of paths) {
    const bytes = await readBytes(join(starter, path));
    if (bytes !== null) await writeBytes(join(world.cwd, path), bytes);
  }
  return {
    command: "init",
    answer: "yes",
    verdict: `${count(paths.length, "file")} written; next: promptctl check && promptctl test`,
    blocks: [list(paths)],
    data: { files: paths },
  };
}
