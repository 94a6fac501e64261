import { configName } from "../../core/config/config.ts";
import type { Finding } from "../../core/finding.ts";
import { lintRuleIds } from "../../core/lint/catalogue.ts";
import { lintProject } from "../../core/lint/lint.ts";
import { weigh } from "../../core/lint/severities.ts";
import { applyWaivers, readWaivers, type Waived, type Waivers, waiversName } from "../../core/lint/waivers.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource, type SourceFile } from "../../core/source.ts";
import { parseYaml } from "../../core/yaml/parse.ts";
import type { World } from "../../world/world.ts";
import type { Contracts } from "./contracts.ts";
import type { Goldens } from "./goldens.ts";
import { inPrefix, type Project } from "./project.ts";

/** Everything that `check` has to say of a tree, weighed as the team weighs it, without what was waived. */
export async function lintTree(
  world: World,
  { prefix, config }: Project,
  contracts: Contracts,
  goldens: Goldens,
): Promise<Waived<Finding>> {
  const { tree } = contracts;
  const settings = await yamlIn(tree, inPrefix(prefix, configName));
  const waiverFile = await yamlIn(tree, inPrefix(prefix, waiversName));
  const lint = await lintProject({ ...contracts, config, settings, waivers: waiverFile, goldens: goldens.read });
  const findings = [...contracts.findings, ...goldens.findings, ...lint];
  const waivers = await waiversIn(tree, prefix);
  const waived = applyWaivers(
    weigh(findings, config.severities),
    waivers,
    world.clock.now().toISOString().slice(0, 10),
    lintRuleIds,
  );
  return { ...waived, findings: weigh([...waivers.findings, ...waived.findings], config.severities) };
}

/** Waivers of the tree: reviewed as code is, and gone with the branch that brought them. */
export async function waiversIn(tree: Tree, prefix: string): Promise<Waivers> {
  const path = inPrefix(prefix, waiversName);
  const { text } = await readSource(tree, path);
  return readWaivers(path, text);
}

async function yamlIn(tree: Tree, path: string): Promise<SourceFile | null> {
  const { text } = await readSource(tree, path);
  return text === null ? null : { file: path, text, yaml: parseYaml(path, text) };
}
