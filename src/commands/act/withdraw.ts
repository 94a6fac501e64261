import type { Transition } from "../../core/label/issue.ts";
import { type Action, moveMessage } from "../../core/label/message.ts";
import { encodePointer, type Pointer, pointerPath } from "../../core/label/pointer.ts";
import type { World } from "../../world/world.ts";
import { type Project, repositoryIn } from "../gather/project.ts";
import { readReleases, type Releases } from "../gather/releases.ts";
import { publishReleases } from "./publish.ts";
import { type Write, writeRelease } from "./release.ts";

/** Something that is taken away from everyone, or given back. */
export interface Withdrawal<Planned extends Transition> {
  readonly action: Action;
  readonly reason: string;
  /** What is to be written on this branch; nothing where it holds already. */
  plan(releases: Releases): Promise<readonly Planned[]>;
}

export interface Withdrawn<Planned extends Transition> {
  readonly transitions: readonly Planned[];
  readonly writes: readonly Pointer[];
  /** `null` where it held already. */
  readonly commit: string | null;
  readonly releases: Releases;
  readonly places: readonly string[];
  /** Seconds until it was published. */
  readonly took: number;
}

/**
 * Writes one commit and publishes it in the same breath. It wins every race: whatever happened meanwhile,
 * it is planned again on top. Publishing is also done after nothing, which mends what a crash left over.
 *
 * @throws Failure as `writeRelease` and `publishReleases`, and what `plan` throws
 */
export async function withdraw<Planned extends Transition>(
  world: World,
  project: Project,
  withdrawal: Withdrawal<Planned>,
): Promise<Withdrawn<Planned>> {
  const began = world.clock.now();
  const releases = await readReleases(world, repositoryIn(project), project.config);
  let transitions = await withdrawal.plan(releases);
  const first = writeOf(withdrawal, transitions);
  const written =
    first === null
      ? null
      : await writeRelease(world, project, releases, first, async (fresh) => {
          transitions = await withdrawal.plan(fresh);
          return writeOf(withdrawal, transitions);
        });
  const after = written?.releases ?? releases;
  const places = await publishReleases(world, project, after);
  return {
    transitions,
    writes: transitions.flatMap(({ writes }) => writes),
    commit: written?.commit ?? null,
    releases: after,
    places,
    took: (world.clock.now().getTime() - began.getTime()) / 1_000,
  };
}

function writeOf(
  { action, reason }: Pick<Withdrawal<Transition>, "action" | "reason">,
  transitions: readonly Transition[],
): Write | null {
  const writes = transitions.flatMap((transition) => transition.writes);
  if (writes.length === 0) return null;
  const unsaid = { force: null, allowBreaking: null, severity: null, evidence: [] };
  return {
    files: new Map(writes.map((pointer) => [pointerPath(pointer.contract, pointer.label), encodePointer(pointer)])),
    message: moveMessage({ action, label: null, writes, reason, ...unsaid }),
  };
}
