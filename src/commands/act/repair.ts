import { bundlePath } from "../../core/bundle/digest.ts";
import type { Inventory } from "../../core/audit/inventory.ts";
import { type Repair, repairOf } from "../../core/audit/repair.ts";
import { Failure } from "../../core/failure.ts";
import { sayInstant } from "../../core/instant.ts";
import { issuePointer } from "../../core/label/issue.ts";
import { moveMessage } from "../../core/label/message.ts";
import { encodePointer, type Pointer, pointerPath } from "../../core/label/pointer.ts";
import { count } from "../../core/text.ts";
import { pushCommit } from "../../world/git/remote.ts";
import { identityOf } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import { takeInventory } from "../gather/inventory.ts";
import type { Project } from "../gather/project.ts";
import type { Releases } from "../gather/releases.ts";
import { publishReleases } from "./publish.ts";
import { type Write, writeRelease } from "./release.ts";

export interface Repaired {
  readonly repair: Repair;
  /** What was issued again. */
  readonly writes: readonly Pointer[];
  /** What was committed or pushed; `null` where the branch is right as it is. */
  readonly commit: string | null;
  readonly places: readonly string[];
}

/**
 * Writes in one commit whatever sets the branch right, and publishes it. What happens meanwhile is looked at again.
 *
 * @param only one contract; `null` is all that the branch knows
 * @throws Failure as `writeRelease` and `publishReleases`
 */
export async function repairReleases(
  world: World,
  project: Project,
  releases: Releases,
  inventory: Inventory,
  only: string | null,
): Promise<Repaired> {
  const actor = await identityOf(releases.repository, world.env["USER"] ?? "promptctl");
  const stamp = { at: sayInstant(world.clock.now()), actor, reason };
  let repair = repairOf(inventory, only);
  let writes = reissued(repair, stamp);
  const first = writeOf(writes, repair, inventory);
  const pushed = first === null ? await pushLost(releases, inventory) : null;
  const written =
    first === null
      ? null
      : await writeRelease(world, project, releases, first, async (fresh) => {
          const found = await takeInventory(project, fresh);
          repair = repairOf(found, only);
          writes = reissued(repair, stamp);
          return writeOf(writes, repair, found);
        });
  const places = await publishReleases(world, project, written?.releases ?? releases);
  return { repair, writes, commit: written?.commit ?? pushed, places };
}

const reason = "issued again by `promptctl verify --repair`";

function reissued(
  { reissues }: Repair,
  stamp: { readonly at: string; readonly actor: string; readonly reason: string },
): readonly Pointer[] {
  return reissues.map(({ pointer, highest }) => {
    const { contract, label, source } = pointer;
    const brought = { ...stamp, contract, commit: null, salt: "", poll: null, highest: new Map([[label, highest]]) };
    return issuePointer(label, new Map([[label, pointer]]), brought, { source });
  });
}

function writeOf(writes: readonly Pointer[], { restored }: Repair, { recoverable }: Inventory): Write | null {
  if (writes.length + restored.length === 0) return null;
  const bundles = restored.flatMap((digest) => {
    const bytes = recoverable.get(digest);
    return bytes === undefined ? [] : [[bundlePath(digest), bytes] as const];
  });
  const pointers = writes.map(
    (pointer) => [pointerPath(pointer.contract, pointer.label), encodePointer(pointer)] as const,
  );
  return { files: new Map([...bundles, ...pointers]), message: messageOf(writes, bundles.length) };
}

function messageOf(writes: readonly Pointer[], restored: number): string {
  const said = { force: null, allowBreaking: null, severity: null, evidence: [] };
  if (writes.length > 0) return moveMessage({ action: "repair", label: null, writes, reason, ...said });
  return `repair: ${count(restored, "bundle")}\n\nrestored, as it was\n`;
}

/**
 * Any commit takes along what the remote lacks; where none is written, it is pushed as it is.
 *
 * @returns the newest commit of it; `null` where the remote lacks nothing
 * @throws Failure PUSH_REFUSED
 */
async function pushLost({ repository, remote, branch }: Releases, { lost }: Inventory): Promise<string | null> {
  if (remote === null || lost?.kind !== "ahead") return null;
  const why = await pushCommit(repository, remote, lost.commit, branch);
  if (why !== null) throw new Failure("PUSH_REFUSED", { remote, branch, why });
  return lost.commit;
}
