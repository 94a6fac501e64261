import { hexOf } from "../../core/bundle/digest.ts";
import type { Inventory } from "../../core/audit/inventory.ts";
import { type Repair, repairOf } from "../../core/audit/repair.ts";
import { Failure } from "../../core/failure.ts";
import { sayInstant } from "../../core/instant.ts";
import { issuePointer } from "../../core/label/issue.ts";
import { moveMessage } from "../../core/label/message.ts";
import { encodePointer, type Pointer, pointerPath } from "../../core/label/pointer.ts";
import { count } from "../../core/text.ts";
import { openPlaces } from "../../places/index.ts";
import { pushCommit } from "../../world/git/remote.ts";
import { identityOf } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import { takeInventory } from "../gather/inventory.ts";
import type { Project } from "../gather/project.ts";
import { recoverBundle } from "../gather/recover.ts";
import type { Releases } from "../gather/releases.ts";
import { publishReleases } from "./publish.ts";
import { type Write, writeRelease } from "./release.ts";

export interface Repaired {
  readonly repair: Repair;
  /** What was issued again. */
  readonly writes: readonly Pointer[];
  /** `null` where nothing had to be written. */
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
  const write = async (state: Releases): Promise<Write | null> => {
    const bundles = await restoredFiles(project, state, repair);
    if (writes.length + bundles.size === 0) return null;
    const files = writes.map(
      (pointer) => [pointerPath(pointer.contract, pointer.label), encodePointer(pointer)] as const,
    );
    return { files: new Map([...bundles, ...files]), message: messageOf(writes, bundles.size) };
  };
  const first = await write(releases);
  if (first === null) await pushLost(releases, inventory);
  const written =
    first === null
      ? null
      : await writeRelease(world, project, releases, first, async (fresh) => {
          repair = repairOf(await takeInventory(project, fresh), only);
          writes = reissued(repair, stamp);
          return write(fresh);
        });
  const places = await publishReleases(world, project, written?.releases ?? releases);
  return { repair, writes, commit: written?.commit ?? null, places };
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

async function restoredFiles(
  { config, root }: Project,
  releases: Releases,
  { restored }: Repair,
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (restored.length === 0) return new Map();
  const [places, log] = await Promise.all([openPlaces(config.release.publish, root), releases.log()]);
  const files = await Promise.all(
    restored.map(
      async (digest) => [`bundles/${hexOf(digest)}.json`, await recoverBundle(releases, log, places, digest)] as const,
    ),
  );
  return new Map(files.flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const])));
}

function messageOf(writes: readonly Pointer[], restored: number): string {
  const said = { force: null, allowBreaking: null, severity: null, evidence: [] };
  if (writes.length > 0) return moveMessage({ action: "repair", label: null, writes, reason, ...said });
  return `repair: ${count(restored, "bundle")}\n\nrestored, as it was\n`;
}

/** @throws Failure PUSH_REFUSED */
async function pushLost({ repository, remote, branch }: Releases, { lost }: Inventory): Promise<void> {
  if (remote === null || lost?.kind !== "ahead") return;
  const why = await pushCommit(repository, remote, lost.commit, branch);
  if (why !== null) throw new Failure("PUSH_REFUSED", { remote, branch, why });
}
