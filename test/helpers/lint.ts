import { judgeTree } from "../../src/commands/gather/judged.ts";
import { configName } from "../../src/core/config/config.ts";
import { readConfig } from "../../src/core/config/read.ts";
import type { Finding } from "../../src/core/finding.ts";
import { memoryTree } from "./tree.ts";

/** Everything that promptctl says about a repository that is a map of files, severities and waivers left aside. */
export async function lintFiles(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const { config, findings } = readConfig(configName, files[configName] ?? null);
  return config === null ? findings : (await judgeTree(memoryTree(files), "", config)).findings;
}
