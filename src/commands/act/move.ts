import { bundlePath } from "../../core/bundle/digest.ts";
import { worst } from "../../core/severity.ts";
import { moveMessage } from "../../core/label/message.ts";
import { encodePointer, type Pointer, pointerPath } from "../../core/label/pointer.ts";
import type { World } from "../../world/world.ts";
import type { Project } from "../gather/project.ts";
import type { PlannedMove, PromotionPlan } from "../gather/promotion.ts";
import type { Releases } from "../gather/releases.ts";
import { requireUnmoved, type Write, writeRelease, type Written } from "./release.ts";

/** What the mover said, for the commit. */
export interface Said {
  readonly label: string;
  readonly reason: string | null;
  readonly force: string | null;
  readonly allowBreaking: string | null;
}

/**
 * Carries out the moves of a plan as one commit, while pointers, policy and evidence are what they were.
 *
 * @throws Failure MOVED_FIRST, POLICY_CHANGED, GATE_CLOSED, and what `writeRelease` throws
 */
export async function writeMoves(
  world: World,
  project: Project,
  plan: PromotionPlan,
  moves: readonly PlannedMove[],
  said: Said,
): Promise<Written> {
  const writes = moves.flatMap(({ transition }) => transition.writes);
  const write: Write = {
    files: new Map([...plan.carried, ...filesOf(moves, plan.releases)]),
    message: messageOf(said, moves, writes),
  };
  return writeRelease(world, project, plan.releases, write, async (fresh) => {
    requireUnmoved(plan.releases, fresh, writes);
    await plan.requireStillOpen(fresh);
    return write;
  });
}

function filesOf(moves: readonly PlannedMove[], releases: Releases): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const { bundle, transition } of moves) {
    const path = bundlePath(bundle.digest);
    if (!releases.has(path)) files.set(path, bundle.bytes);
    for (const pointer of transition.writes)
      files.set(pointerPath(pointer.contract, pointer.label), encodePointer(pointer));
  }
  return files;
}

/** A reason is recorded where it opened a gate; one that was not needed is not held against anybody. */
function messageOf(
  { label, reason, force, allowBreaking }: Said,
  moves: readonly PlannedMove[],
  writes: readonly Pointer[],
): string {
  const severities = moves.flatMap(({ candidate }) => candidate.severity ?? []);
  const passed = new Set(
    moves.flatMap(({ gates }) => gates.flatMap((gate) => (gate.state === "missing" ? [gate.waivedBy] : []))),
  );
  return moveMessage({
    action: "promote",
    label,
    writes,
    reason,
    severity: severities.length === 0 ? null : worst(severities),
    evidence: moves.flatMap(({ candidate: { contract }, evidence }) =>
      evidence.length === 0 ? [] : [`${contract}: ${evidence.join(", ")}`],
    ),
    force: passed.has(force) ? force : null,
    allowBreaking: passed.has(allowBreaking) ? allowBreaking : null,
  });
}
