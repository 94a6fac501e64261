import type { Transition } from "../../core/label/issue.ts";
import { moveMessage } from "../../core/label/message.ts";
import { encodePointer, pointerPath } from "../../core/label/pointer.ts";
import type { World } from "../../world/world.ts";
import type { Project } from "../gather/project.ts";
import type { Releases } from "../gather/releases.ts";
import { isDone, planReversal, type ReversalRequest } from "../gather/reversal.ts";
import { publishReleases } from "./publish.ts";
import { type Write, writeRelease, type Written } from "./release.ts";

export interface TakenBack {
  readonly transitions: readonly Transition[];
  /** `null` where there was nothing to move. */
  readonly written: Written | null;
  /** The branch as it is now. */
  readonly releases: Releases;
  /** Where it was published. */
  readonly places: readonly string[];
}

/** What else a rollback brings along, and what it insists on: a person insists on nothing. */
export interface Beside {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** @throws Failure where, on the branch as it is by now, this is not what is to be taken back */
  requireMeant(fresh: Releases): void;
}

/**
 * Takes a label back and publishes it. It is planned again on whatever happened meanwhile.
 *
 * @throws Failure what planning, writing and publishing throw
 */
export async function takeBack(
  world: World,
  project: Project,
  releases: Releases,
  request: ReversalRequest,
  beside: Beside = { files: new Map(), requireMeant: () => undefined },
): Promise<TakenBack> {
  const first = await planReversal(world, project, releases, request);
  let transitions = first;
  const replan = async (fresh: Releases): Promise<Write | null> => {
    // Somebody who took back the same thing at the same time has done it: once more would go too far.
    if (isDone(first, fresh)) return null;
    beside.requireMeant(fresh);
    transitions = await planReversal(world, project, fresh, request);
    return writeOf(request, transitions, beside);
  };
  const moved = first.some(({ writes }) => writes.length > 0);
  const written = moved ? await writeRelease(world, project, releases, writeOf(request, first, beside), replan) : null;
  const after = written?.releases ?? releases;
  const places = await publishReleases(world, project, after);
  return { transitions, written, releases: after, places };
}

function writeOf({ label, reason }: ReversalRequest, transitions: readonly Transition[], { files }: Beside): Write {
  const writes = transitions.flatMap((transition) => transition.writes);
  const pointers = writes.map(
    (pointer) => [pointerPath(pointer.contract, pointer.label), encodePointer(pointer)] as const,
  );
  return {
    files: new Map([...files, ...pointers]),
    message: moveMessage({
      action: "rollback",
      label,
      writes,
      reason,
      force: null,
      allowBreaking: null,
      severity: null,
      evidence: [],
    }),
  };
}
