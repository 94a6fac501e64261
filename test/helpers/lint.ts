import { readContracts } from "../../src/commands/gather/contracts.ts";
import { readAllGoldens } from "../../src/commands/gather/goldens.ts";
import { configName } from "../../src/core/config/config.ts";
import { readConfig } from "../../src/core/config/read.ts";
import type { Finding } from "../../src/core/finding.ts";
import { lintProject } from "../../src/core/lint/lint.ts";
import { waiversName } from "../../src/core/lint/waivers-name.ts";
import type { SourceFile } from "../../src/core/source.ts";
import { parseYaml } from "../../src/core/yaml/parse.ts";
import { memoryTree } from "./tree.ts";

/** Everything that promptctl says about a repository that is a map of files, severities and waivers left aside. */
export async function lintFiles(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const tree = memoryTree(files);
  const { config, findings } = readConfig(configName, files[configName] ?? null);
  if (config === null) return findings;
  const contracts = await readContracts(tree, "", config);
  const goldens = await readAllGoldens(tree, "", config);
  const source = (file: string): SourceFile | null => {
    const text = files[file];
    return text === undefined ? null : { file, text, yaml: parseYaml(file, text) };
  };
  const lint = await lintProject({
    ...contracts,
    config,
    settings: source(configName),
    waivers: source(waiversName),
    goldens: goldens.read,
    recordings: goldens.recordings,
  });
  return [...contracts.findings, ...goldens.findings, ...lint];
}
