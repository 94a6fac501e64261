import { join } from "node:path";
import { readBytes, writeBytes } from "./files.ts";

/** `.promptctl/` is ours, and ignores itself: nobody has to edit a `.gitignore` for it. */
export async function hideOwnFolder(root: string): Promise<void> {
  const path = join(root, ".promptctl", ".gitignore");
  if ((await readBytes(path)) === null) await writeBytes(path, new TextEncoder().encode("*\n"));
}
