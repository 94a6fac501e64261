import type { Finding } from "../../core/finding.ts";
import { sayDay } from "../../core/instant.ts";
import { applyWaivers, judgeWaivers, type Waived } from "../../core/lint/apply-waivers.ts";
import { lintAdviceIds, weighable } from "../../core/lint/known-rules.ts";
import { weigh } from "../../core/lint/severities.ts";
import { readWaivers } from "../../core/lint/waivers.ts";
import { waiversName } from "../../core/lint/waivers-name.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource, unreadable } from "../../core/source.ts";
import type { World } from "../../world/world.ts";
import { type JudgedTree, judgeTree } from "./judged.ts";
import { inPrefix, type Project } from "./project.ts";

/** Everything that `check` has to say of a tree, and what it looked at. */
export type LintedTree = Waived<Finding> & Omit<JudgedTree, "findings" | "waivers">;

/**
 * Judges a tree, weighed as the team weighs it, without what was waived.
 *
 * @param tree in place of the working tree
 */
export async function lintTree(world: World, project: Project, tree = project.workingTree): Promise<LintedTree> {
  const { prefix, config, faults } = project;
  const { findings: found, waivers: waiverFile, ...seen } = await judgeTree(tree, prefix, config);
  const findings = weigh([...faults, ...found], config.severities);
  // Waivers are those of the tree: reviewed as code is, and gone with the branch that brought them.
  const path = inPrefix(prefix, waiversName);
  const waivers = readWaivers(path, waiverFile?.text ?? null);
  const unread = waiverFile === null ? await whyUnread(tree, path) : [];
  const today = sayDay(world.clock.now());
  const waived = applyWaivers(findings, waivers, today, lintAdviceIds);
  const ofWaivers = [...unread, ...waivers.findings, ...judgeWaivers(waivers, today, weighable), ...waived.findings];
  return { ...seen, ...waived, findings: weigh(ofWaivers, config.severities) };
}

/** A file that is there and has no text must not pass for one that is not there. */
async function whyUnread(tree: Tree, path: string): Promise<readonly Finding[]> {
  const source = await readSource(tree, path);
  return source.text !== null || source.missing ? [] : [unreadable(path, source)];
}
