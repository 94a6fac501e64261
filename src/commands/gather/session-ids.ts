import { resolve } from "node:path";
import { Failure } from "../../core/failure.ts";
import { decodeText } from "../../core/text.ts";
import { readBytes } from "../../world/files.ts";
import { readStandardInput } from "../../world/stdin.ts";
import type { World } from "../../world/world.ts";

/**
 * One id in a line; empty lines are none.
 *
 * @throws Failure USAGE
 */
export async function readSessionIds(file: string, world: World): Promise<readonly string[]> {
  const bytes = file === "-" ? await readStandardInput() : await readBytes(resolve(world.cwd, file));
  const text = bytes === null ? null : decodeText(bytes);
  if (text === null) {
    const message = bytes === null ? `there is no file ${file}` : `${file} is not UTF-8 text`;
    throw new Failure("USAGE", { message, hint: "--sessions takes ids of sessions, one in a line" });
  }
  return text.split("\n").filter((id) => id !== "");
}
