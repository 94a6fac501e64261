import { configName, readConfig } from "../../src/core/config/config.ts";
import { readContract } from "../../src/core/contract/read.ts";
import type { Finding } from "../../src/core/finding.ts";
import { glob } from "../../src/core/glob.ts";
import { readGoldens } from "../../src/core/golden/read.ts";
import { judgeLaws, lintProject } from "../../src/core/lint/lint.ts";
import type { Tree } from "../../src/core/ports.ts";
import { memoryTree } from "./tree.ts";

/** Everything that promptctl says about a repository that is a map of files, severities and waivers left aside. */
export async function lintFiles(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const tree = memoryTree(files);
  const { config, findings } = readConfig(configName, files[configName] ?? null);
  if (config === null) return findings;
  const paths = await matching(tree, config.contracts);
  const contracts = await Promise.all(paths.map((path) => readContract(tree, path)));
  const goldenPaths = await matching(tree, config.goldens);
  const goldens = await Promise.all(goldenPaths.map((path) => readGoldens(tree, path)));
  const drafts = contracts.flatMap(({ draft }) => draft ?? []);
  const lint = await lintProject({
    config,
    drafts,
    unreadable: contracts.flatMap(({ path, draft }) => (draft === null ? [path.split("/").at(-2) ?? ""] : [])),
    goldens,
    files: (await tree.list("")).filter((path) => path.startsWith("prompts/")),
  });
  const ofFiles = [...contracts, ...goldens].flatMap((read) => read.findings);
  return [...findings, ...ofFiles, ...judgeLaws(drafts), ...lint];
}

async function matching(tree: Tree, pattern: string): Promise<readonly string[]> {
  const { folder, matches } = glob(pattern);
  return (await tree.list(folder)).filter(matches);
}
