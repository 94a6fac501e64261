import type { Bundle } from "../../../core/bundle/bundle.ts";
import { Failure } from "../../../core/failure.ts";
import type { Finding } from "../../../core/finding.ts";
import { lintGoldens, newJudged } from "../../../core/golden/lint.ts";
import { readGoldens } from "../../../core/golden/read.ts";
import { type Defined, definitionOf } from "../../../core/golden/results/definition.ts";
import { goldenLaws } from "../../../core/golden/rules/index.ts";
import type { Task } from "../../../core/golden/task.ts";
import { turn } from "../../../world/wait.ts";
import { filesMatching, type Project } from "../project.ts";
import type { Examined, Subject } from "./subject.ts";

/** Everything that could be run: contracts, and all their golden tasks in the order of their files. */
export interface Suite {
  readonly built: readonly Examined[];
  readonly tasks: readonly Defined[];
}

/**
 * The golden tasks of the working tree, and what they are run with. File by file: of thousands of tasks no more is in
 * memory than what they say.
 *
 * @param asked names of contracts; empty means all
 * @throws Failure INVALID_FILES, NO_GOLDENS
 */
export async function readSuite(
  { workingTree, prefix, config }: Project,
  { name, examined: built }: Subject,
  asked: readonly string[],
): Promise<Suite> {
  const bundles = new Map(built.map(({ bundle }) => [bundle.contract.name, bundle]));
  const contracts = built.map(({ bundle }) => bundle.contract);
  // A bundle of before knows nothing of the other contracts.
  const names = asked.length > 0 || name === null ? asked : [...bundles.keys()];
  const tasks: Defined[] = [];
  const faults: Finding[] = [];
  const judged = newJudged();
  for (const path of await filesMatching(workingTree, prefix, config.goldens)) {
    await turn();
    const read = await readGoldens(workingTree, path);
    faults.push(...read.findings.filter(({ level }) => level === "error"));
    const considered = read.drafts.filter(({ task }) => names.length === 0 || bundles.has(task.contract));
    // Laws only: a task that names a tool which is gone is run, and fails. That is what it is for.
    faults.push(...lintGoldens(considered, contracts, goldenLaws, judged));
    tasks.push(...read.tasks.flatMap((task) => defined(task, bundles.get(task.contract))));
  }
  if (faults.length > 0)
    throw new Failure(
      "INVALID_FILES",
      { findings: faults.length, where: name === null ? "the golden tasks" : `the golden tasks for ${name}` },
      { findings: faults },
    );
  if (tasks.length === 0)
    throw new Failure("NO_GOLDENS", { pattern: config.goldens, contracts: contracts.map(({ name }) => name) });
  return { built, tasks };
}

function defined(task: Task, bundle: Bundle | undefined): readonly Defined[] {
  return bundle === undefined ? [] : [{ task, definition: definitionOf(task), bundle: bundle.digest }];
}
