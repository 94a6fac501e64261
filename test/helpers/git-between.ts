import { execFileSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { sharedFolder } from "./shop.ts";

const realGit = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();

/**
 * A git in front of the real one, that does something at one of the commands. In the script `real` runs what was
 * asked for, and `$PPID` is promptctl.
 *
 * @returns the environment in which it is found first
 */
export async function gitBetween(command: string, script: string): Promise<{ readonly PATH: string }> {
  const folder = await sharedFolder();
  await writeFile(
    join(folder, "git"),
    `#!/bin/sh
real() { '${realGit}' "$@"; }
for word in "$@"; do
  case "$word" in
    -c) ;;
    ${command}) ${script} ;;
  esac
done
exec '${realGit}' "$@"
`,
  );
  await chmod(join(folder, "git"), 0o755);
  return { PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` };
}
