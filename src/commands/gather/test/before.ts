import type { Bundle } from "../../../core/bundle/bundle.ts";
import { sealBundle } from "../../../core/bundle/seal.ts";
import { lintGoldens } from "../../../core/golden/lint.ts";
import type { TaskDraft } from "../../../core/golden/read.ts";
import { type Defined, definitionOf } from "../../../core/golden/results/definition.ts";
import { isOfBase } from "../../../core/golden/results/standing.ts";
import { goldenLaws } from "../../../core/golden/rules/index.ts";
import { groupBy } from "../../../core/group.ts";
import { type Counterpart, counterpartsOf } from "../../../core/regression/counterparts.ts";
import { changesHere } from "../../../world/git/changes.ts";
import type { GitContext } from "../../../world/git/plumbing.ts";
import type { World } from "../../../world/world.ts";
import { readContracts } from "../contracts.ts";
import { namedSide } from "../diff/named.ts";
import type { Side } from "../diff/side.ts";
import { readAllGoldens } from "../goldens.ts";
import type { Project } from "../project.ts";
import type { TestFlags } from "./flags.ts";
import { hasOtherRunner, mayRunAnother } from "./program.ts";
import { type Examined, sourcesOf, type Subject } from "./subject.ts";
import type { Suite } from "./suite.ts";

/** Contracts as they were, and the golden tasks of then. */
export interface Before {
  /** Which state that is, for people. */
  readonly name: string;
  readonly side: Side;
  readonly bundles: ReadonlyMap<string, Bundle>;
  /** `null` where there are no files: released bundles are asked the tasks of today. */
  readonly drafts: readonly TaskDraft[] | null;
  /** Files in which the recordings of a contract are. */
  readonly recordings: Subject["recordings"];
  /** Whether what runs the tasks may be another program than it was: then the same contract may do something else. */
  readonly otherProgram: boolean;
}

/**
 * The base as far as it can be read: what was broken there is no concern of this change.
 *
 * @param named a revision, label, digest or folder
 * @throws Failure where the base cannot be named or read
 */
export async function readBefore(
  world: World,
  project: Project,
  named: string,
  { sameRunner }: Pick<TestFlags, "sameRunner">,
): Promise<Before> {
  const side = await namedSide(world, project, named);
  const otherProgram = !sameRunner && (await mayRunAnother(project, side, changedIn));
  const name = `${sayNamed(named, side)}${sayRunner(project, side, sameRunner)}`;
  if (side.kind === "bundles") {
    const { bundles } = side;
    const examined = [...bundles.values()].map((bundle) => ({ bundle, authored: null }));
    return { name, side, bundles, drafts: null, recordings: await sourcesOf(world, project, examined), otherProgram };
  }
  const { tree, prefix, config } = side;
  const { authored } = await readContracts(tree, prefix, config);
  const bundles = new Map(authored.map(({ contract }) => [contract.name, sealBundle(contract)]));
  const { drafts } = await readAllGoldens(tree, prefix, config);
  return { name, side, bundles, drafts, recordings: () => tree, otherProgram };
}

/** Files that git does not know may be the program, too. */
async function changedIn(repository: GitContext, commit: string): Promise<readonly string[]> {
  return (await changesHere(repository, commit)).paths;
}

/** Who was asked is not always what one would think; and numbers of the one are not those of the other. */
function sayRunner(project: Project, side: Side, sameRunner: boolean): string {
  if (sameRunner) return " with the runner of here";
  return hasOtherRunner(project, side) ? " with its own runner" : "";
}

/** The tasks of here, each with what it is compared with; then those of the base that have to be asked here too. */
export function suiteBeside(suite: Suite, before: Before): Suite {
  const groups = groupBy(suite.tasks, ({ task }) => task.contract);
  const byContract = new Map(groups.map((group) => [group[0]?.task.contract ?? "", group]));
  const all = suite.built.flatMap((one) => besideOf(one, byContract.get(one.bundle.contract.name) ?? [], before));
  const here = new Map(all.map((one) => [one.task, one]));
  return {
    ...suite,
    tasks: [
      ...suite.tasks.flatMap(({ task }) => here.get(task) ?? []),
      ...all.filter(({ beside }) => isOfBase(beside?.standing ?? null)),
    ],
  };
}

/** Contracts of the base of which nothing is left here. */
export function goneSince({ built }: Suite, { bundles }: Before): readonly string[] {
  const here = new Set(built.flatMap(({ bundle, authored }) => [bundle.contract.name, authored?.renamedFrom ?? ""]));
  return [...bundles.keys()].filter((name) => !here.has(name));
}

function besideOf({ bundle, authored }: Examined, defined: readonly Defined[], before: Before): readonly Defined[] {
  const { name } = bundle.contract;
  const was = before.bundles.get(name) ?? before.bundles.get(authored?.renamedFrom ?? "");
  if (was === undefined)
    return defined.map((one) => ({
      ...one,
      beside: { standing: { kind: "added" }, before: null, obstacle: null, tolerates: {} },
    }));
  const tasks = defined.map(({ task }) => task);
  const drafts = before.drafts?.filter(({ task }) => task.contract === was.contract.name) ?? null;
  const counterparts = counterpartsOf(
    { contract: was.contract, tasks: drafts?.map(({ task }) => task) ?? null },
    { contract: bundle.contract, tasks },
    was.digest === bundle.digest && !before.otherProgram,
  );
  const definitions = new Map(defined.map((one) => [one.task, one.definition]));
  return counterparts.map((one): Defined => {
    const { standing } = one;
    const obstacle = isOfBase(standing) ? obstacleTo(one, bundle, drafts ?? []) : null;
    const task = isOfBase(standing) ? { ...one.task, contract: name } : one.task;
    return {
      task,
      definition: definitions.get(one.task) ?? definitionOf(task),
      bundle: bundle.digest,
      beside: {
        standing,
        before: one.before === null || standing.kind === "same" ? null : { task: one.before, bundle: was },
        obstacle,
        tolerates: one.tolerates,
      },
    };
  });
}

function obstacleTo({ task, before }: Counterpart, bundle: Bundle, drafts: readonly TaskDraft[]): string | null {
  const draft = drafts.find((one) => one.task === before);
  if (draft === undefined) return null;
  const { contract } = bundle;
  const [fault] = lintGoldens([{ ...draft, task: { ...task, contract: contract.name } }], [contract], goldenLaws);
  if (fault === undefined) return null;
  return `the base's task cannot be asked of the contract of now: ${fault.message}; a task is taken out first, in a change of its own`;
}

/** A commit that was named in full says no more than its short name, and fills a line. */
function sayNamed(named: string, { name }: Side): string {
  return name === named || /^[0-9a-f]{40,64}$/.test(named) ? name : `${named} (${name})`;
}
