import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure, sayCause } from "../../core/failure.ts";
import { isFolder } from "../files.ts";
import { type GitContext, gitText } from "./plumbing.ts";

/**
 * Writes all files of a commit into a folder that is not there yet, as a checkout would, and leaves the user's index and
 * working tree alone. The folder is there as a whole or not at all; what another process wrote meanwhile is as good.
 *
 * @param unique text that no other process uses
 * @throws Failure GIT_FAILED, WRITE_FAILED
 */
export async function checkOut(context: GitContext, commit: string, folder: string, unique: string): Promise<void> {
  if (await isFolder(folder)) return;
  const aside = `${folder}.${unique}`;
  try {
    await mkdir(join(aside, "files"), { recursive: true });
    // A working tree of its own: how files are written is said by the `.gitattributes` of the commit, not by those of now.
    const apart = { ...context, index: join(aside, "index"), workingTree: join(aside, "files") };
    const doing = `write the files of ${commit.slice(0, 12)}`;
    await gitText(apart, doing, ["read-tree", commit]);
    await gitText(apart, doing, ["checkout-index", "--all", "--quiet"]);
    await rename(join(aside, "files"), folder);
  } catch (error) {
    if (await isFolder(folder)) return;
    if (error instanceof Failure) throw error;
    throw new Failure("WRITE_FAILED", { path: folder, why: sayCause(error) }, { cause: error });
  } finally {
    await rm(aside, { recursive: true, force: true }).catch(() => undefined);
  }
}
