import type { Digest } from "../../../core/bundle/digest.ts";
import { sealBundle } from "../../../core/bundle/seal.ts";
import { readContract, soundContract } from "../../../core/contract/read.ts";
import { readGoldens } from "../../../core/golden/read.ts";
import { type Defined, definitionOf } from "../../../core/golden/results/definition.ts";
import { recordingPath } from "../../../core/golden/recording/place.ts";
import { nameOf, type Task } from "../../../core/golden/task.ts";
import { changedFiles } from "../../../world/git/changes.ts";
import type { World } from "../../../world/world.ts";
import { sidesOf } from "../diff/sides.ts";
import type { TreeSide } from "../diff/side.ts";
import { type Touched, touchedBetween } from "../diff/touched.ts";
import { filesMatching, type Project } from "../project.ts";
import { mayRunAnother } from "./program.ts";
import type { Suite } from "./suite.ts";

export interface Changed {
  readonly tasks: readonly Defined[];
  /** What it is compared with, for a message. */
  readonly base: string;
}

/**
 * The tasks whose result may have changed since a base: those of contracts with another digest, and those that
 * mean something else themselves; all of them, where the program that runs them may be another one.
 *
 * @param base a revision, label or folder; `null` is where the default branch was left
 */
export async function changedSince(
  world: World,
  project: Project,
  suite: Suite,
  base: string | null,
): Promise<Changed> {
  const sides = await sidesOf(world, project, { base, head: null });
  const side = sides.base;
  const said = base ?? side.how;
  // A gate names the commit that it found in full: its name says it already.
  const name = said === null || /^[0-9a-f]{40,}$/.test(said) ? side.name : `${said} (${side.name})`;
  if (side.kind === "bundles") {
    const digests = new Set([...side.bundles.values()].map(({ digest }) => digest));
    return { base: name, tasks: suite.tasks.filter(({ bundle }) => !digests.has(bundle)) };
  }
  if (await mayRunAnother(project, side, changedFiles)) return { base: name, tasks: suite.tasks };
  const touched = await touchedBetween(project.repository, side, sides.head);
  const before = await stateOf(side, touched);
  const untouched = new Set(touched === null ? [] : untouchedContracts(suite, touched));
  return {
    base: name,
    tasks: suite.tasks.filter(
      ({ task, definition, bundle }) =>
        (!before.bundles.has(bundle) && !untouched.has(task.contract)) ||
        isRecordedAnew(touched, task) ||
        (!isUntouched(touched, task.place.file) && before.definitions.get(nameOf(task)) !== definition),
    ),
  };
}

function untouchedContracts({ built }: Suite, { contracts }: Touched): readonly string[] {
  return built.flatMap(({ authored, bundle }) =>
    authored === null || contracts.includes(authored.path) ? [] : [bundle.contract.name],
  );
}

/** What a model answers in a recording is what it is judged by. */
function isRecordedAnew(touched: Touched | null, task: Task): boolean {
  return (["agent", "judge"] as const).some((asker) => touched?.paths.has(recordingPath(task, asker)) ?? false);
}

function isUntouched(touched: Touched | null, file: string): boolean {
  return touched !== null && !touched.paths.has(file);
}

interface Before {
  readonly bundles: ReadonlySet<Digest>;
  readonly definitions: ReadonlyMap<string, Digest>;
}

/** What may differ, as it was. What cannot be read there has changed. */
async function stateOf({ tree, prefix, config }: TreeSide, touched: Touched | null): Promise<Before> {
  const contracts = touched?.contracts ?? (await filesMatching(tree, prefix, config.contracts));
  const goldens = touched?.goldens ?? (await filesMatching(tree, prefix, config.goldens));
  const bundles = new Set<Digest>();
  for (const path of contracts) {
    const sound = soundContract(await readContract(tree, path));
    if (sound !== null) bundles.add(sealBundle(sound.contract).digest);
  }
  const definitions = new Map<string, Digest>();
  for (const path of goldens) {
    const { tasks } = await readGoldens(tree, path);
    for (const task of tasks) definitions.set(nameOf(task), definitionOf(task));
  }
  return { bundles, definitions };
}
