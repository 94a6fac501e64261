import { configName } from "../../core/config/config.ts";
import type { Finding } from "../../core/finding.ts";
import { sayDay } from "../../core/instant.ts";
import { applyWaivers, judgeWaivers, type Waived } from "../../core/lint/apply-waivers.ts";
import { lintAdviceIds, weighable } from "../../core/lint/known-rules.ts";
import { lintProject } from "../../core/lint/lint.ts";
import { weigh } from "../../core/lint/severities.ts";
import { readWaivers } from "../../core/lint/waivers.ts";
import { waiversName } from "../../core/lint/waivers-name.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource, type SourceFile, unreadable } from "../../core/source.ts";
import { parseYaml } from "../../core/yaml/parse.ts";
import type { World } from "../../world/world.ts";
import type { Contracts } from "./contracts.ts";
import type { Goldens } from "./goldens.ts";
import { inPrefix, type Project } from "./project.ts";

/** Everything that `check` has to say of a tree, weighed as the team weighs it, without what was waived. */
export async function lintTree(
  world: World,
  { prefix, config, faults }: Project,
  contracts: Contracts,
  goldens: Goldens,
): Promise<Waived<Finding>> {
  const { tree } = contracts;
  const settings = await yamlIn(tree, inPrefix(prefix, configName));
  const path = inPrefix(prefix, waiversName);
  const waiverFile = await yamlIn(tree, path);
  const lint = await lintProject({
    ...contracts,
    config,
    settings,
    waivers: waiverFile,
    goldens: goldens.read,
    recordings: goldens.recordings,
  });
  const findings = weigh([...faults, ...contracts.findings, ...goldens.findings, ...lint], config.severities);
  // Waivers are those of the tree: reviewed as code is, and gone with the branch that brought them.
  const waivers = readWaivers(path, waiverFile?.text ?? null);
  const unread = waiverFile === null ? await whyUnread(tree, path) : [];
  const today = sayDay(world.clock.now());
  const waived = applyWaivers(findings, waivers, today, lintAdviceIds);
  const ofWaivers = [...unread, ...waivers.findings, ...judgeWaivers(waivers, today, weighable), ...waived.findings];
  return { ...waived, findings: weigh(ofWaivers, config.severities) };
}

async function yamlIn(tree: Tree, path: string): Promise<SourceFile | null> {
  const { text } = await readSource(tree, path);
  return text === null ? null : { file: path, text, yaml: parseYaml(path, text) };
}

/** A file that is there and has no text must not pass for one that is not there. */
async function whyUnread(tree: Tree, path: string): Promise<readonly Finding[]> {
  const source = await readSource(tree, path);
  return source.text !== null || source.missing ? [] : [unreadable(path, source)];
}
