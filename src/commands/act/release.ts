import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../core/failure.ts";
import { promptId } from "../../core/bundle/digest.ts";
import { sameJson } from "../../core/json.ts";
import { marked } from "../../core/label/message.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import { asJson } from "../../report/formats/json.ts";
import { writeCommit, type WrittenCommit } from "../../world/git/import.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { pushCommit, remoteHeads } from "../../world/git/remote.ts";
import { commitOf, identityOf, isAncestor, moveRef, workingTreeOn } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import { type Project, repositoryIn } from "../gather/project.ts";
import { readReleases, type Releases, releasesAt } from "../gather/releases.ts";

/** What is to be written on the release branch, as one commit. */
export interface Write {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly message: string;
}

export interface Written {
  /** `null` where it turned out that there was nothing left to write. */
  readonly commit: string | null;
  /** The branch as it is after the write. */
  readonly releases: Releases;
}

/**
 * Writes one commit on the release branch, pushes it, and only then moves the local branch. Where
 * somebody else was faster, the branch is read again and `replan` says what to write now: `null` where
 * somebody did it already. It throws where the plan does not hold any more.
 *
 * @throws Failure ON_RELEASE_BRANCH, PUSH_REFUSED, PUSH_UNKNOWN, TOO_BUSY, and what `replan` throws
 */
export async function writeRelease(
  world: World,
  project: Project,
  releases: Releases,
  first: Write,
  replan: (fresh: Releases) => Promise<Write | null>,
): Promise<Written> {
  const repository = repositoryIn(project);
  const author = await identityOf(repository, world.env["USER"] ?? "promptctl");
  const nowhereOut = requireNowhereOut(repository, releases.branch);
  void nowhereOut.catch(() => undefined);
  let state = releases;
  let write = first;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const unique = world.clock.unique();
    const written = await writeCommit(repository, {
      files: write.files,
      message: marked(write.message, unique),
      parent: state.tip,
      author,
      at: world.clock.now(),
      unique,
    });
    const commit = written.id;
    try {
      // As long as nothing names the commit, nothing has happened.
      await nowhereOut;
      const taking = takes(state, commit);
      // What the branch says with this commit is read while it is pushed; where it is not taken, nobody asks.
      const remoteTip = state.remote === null ? null : commit;
      const reading = releasesAt(repository, { ...state, remoteTip, tip: commit });
      void reading.catch(() => undefined);
      if (await taking) {
        const [localTip, now] = await Promise.all([followLocally(state, written), reading]);
        return { commit, releases: { ...now, localTip } };
      }
    } finally {
      await written.leave();
    }
    state = await readReleases(world, repository, project.config);
    // It was taken although its answer was lost, and somebody else has built upon it since.
    if (state.tip !== null && (await isAncestor(repository, commit, state.tip))) return { commit, releases: state };
    const again = await replan(state);
    if (again === null) return { commit: null, releases: state };
    write = again;
  }
  throw new Failure("TOO_BUSY", { branch: releases.branch, attempts });
}

/** A branch must not move under a working tree. @throws Failure ON_RELEASE_BRANCH */
async function requireNowhereOut(repository: GitContext, branch: string): Promise<void> {
  const folder = await workingTreeOn(repository, branch);
  if (folder !== null) throw new Failure("ON_RELEASE_BRANCH", { branch, folder });
}

/** Of twenty that move at once the last may lose to all others, and to who comes meanwhile. */
const attempts = 50;

/**
 * @returns false where somebody else moved the branch first
 * @throws Failure PUSH_REFUSED where it did not move and was refused all the same, PUSH_UNKNOWN
 */
async function takes(releases: Releases, commit: string): Promise<boolean> {
  const { repository, branch, remote, remoteTip, localTip } = releases;
  const refusal =
    remote === null
      ? await moveRef(repository, `refs/heads/${branch}`, commit, localTip, "promptctl")
      : await pushCommit(repository, remote, commit, branch);
  if (refusal === null) return true;
  // What the branch says now decides, not what the refusal looked like: there are many words for a race,
  // and a push can be taken although its answer is lost. It is asked twice: a server that refused one push
  // for another may still be writing that one down.
  for (const ask of [1, 2]) {
    const now = await tipNow(releases, refusal);
    if (now === commit) return true;
    if (now !== (remote === null ? localTip : remoteTip)) return false;
    if (ask === 1) await sleep(settling);
  }
  throw new Failure("PUSH_REFUSED", { remote: remote ?? "git", branch, why: refusal });
}

/** @throws Failure PUSH_UNKNOWN where the remote does not answer any more */
async function tipNow({ repository, branch, remote }: Releases, refusal: string): Promise<string | null> {
  if (remote === null) return commitOf(repository, `refs/heads/${branch}`);
  try {
    return (await remoteHeads(repository, remote)).branches.get(branch) ?? null;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "GIT_FAILED") throw error;
    throw new Failure("PUSH_UNKNOWN", { remote, branch, why: refusal }, { cause: error });
  }
}

/** Milliseconds. */
const settling = 300;

/** The local branch follows the remote's, unless it has commits of its own. */
async function followLocally(
  { repository, branch, remote }: Releases,
  { id, moveBranch }: WrittenCommit,
): Promise<string | null> {
  if (remote === null || (await moveBranch(branch))) return id;
  return commitOf(repository, `refs/heads/${branch}`);
}

/**
 * The compare-and-swap of a label move: it holds while the pointers it was planned on are what they were,
 * and nobody halted or revoked anything of the contract on other labels.
 *
 * @throws Failure MOVED_FIRST, WITHDRAWN_FIRST
 */
export function requireUnmoved(planned: Releases, fresh: Releases, writes: readonly Pointer[]): void {
  for (const write of writes) {
    const { contract } = write;
    for (const [label, now] of fresh.pointers.get(contract) ?? []) {
      const before = planned.pointers.get(contract)?.get(label) ?? write;
      const halted = !sameJson(asJson(now.halted), asJson(before.halted));
      if (halted || !sameJson(asJson(now.revoked), asJson(before.revoked))) {
        throw new Failure("WITHDRAWN_FIRST", {
          who: now.actor,
          did: halted ? sayHalting(now) : `revoked a bundle of ${contract}`,
        });
      }
    }
  }
  for (const { contract, label } of writes) {
    const before = planned.pointers.get(contract)?.get(label);
    const now = fresh.pointers.get(contract)?.get(label);
    if (now === undefined || now.serial === before?.serial) continue;
    throw new Failure("MOVED_FIRST", { label, contract, who: now.actor, now: promptId(contract, now.current) });
  }
}

function sayHalting({ contract, halted }: Pointer): string {
  return halted === null ? `lifted the halt of ${contract}` : `halted ${contract}`;
}
