import type { Digest } from "../bundle/digest.ts";
import { type Action, actions, notMoves, trailersOf } from "./message.ts";
import type { Pointer } from "./pointer.ts";

/** One commit of the release branch that touched pointers. */
export interface ReleaseCommit {
  readonly commit: string;
  readonly at: string;
  readonly author: string;
  readonly message: string;
  readonly pointers: readonly { readonly before: Pointer | null; readonly after: Pointer | null }[];
}

/** What happened to one pointer, and why. */
export interface LogEntry {
  readonly commit: string;
  readonly at: string;
  readonly actor: string;
  /** `other` is a commit that promptctl did not write. */
  readonly action: Action | "other";
  /** The label that was named on the command line; its ramp is in the pointer of another. */
  readonly named: string;
  readonly before: Pointer | null;
  readonly after: Pointer;
  readonly reason: string | null;
  readonly force: string | null;
  readonly allowBreaking: string | null;
  readonly severity: string | null;
  /** What golden tasks had proved of its bundle: `golden 1a2b3c4d5e6f (command)`. */
  readonly evidence: string | null;
}

export function logEntries(commits: readonly ReleaseCommit[]): readonly LogEntry[] {
  return commits.flatMap(({ commit, at, author, message, pointers }) => {
    const trailer = trailersOf(message);
    const said = trailer("Promptctl-Action");
    return pointers.flatMap(({ before, after }): readonly LogEntry[] => {
      if (after === null) return [];
      return [
        {
          commit,
          at,
          actor: author,
          action: actions.find((action) => action === said) ?? "other",
          named: trailer("Promptctl-Label") ?? after.label,
          before,
          after,
          reason: trailer("Promptctl-Reason"),
          force: trailer("Promptctl-Force"),
          allowBreaking: trailer("Promptctl-Allow-Breaking"),
          severity: trailer("Promptctl-Severity"),
          evidence: evidenceIn(trailer("Promptctl-Evidence"), after.contract),
        },
      ];
    });
  });
}

/** A commit may move several contracts, each with evidence of its own. */
function evidenceIn(said: string | null, contract: string): string | null {
  const mine = said?.split("; ").find((one) => one.startsWith(`${contract}: `));
  return mine === undefined ? null : mine.slice(contract.length + 2);
}

/** The pointers of one label, newest first. */
function pointersOfLabel(entries: readonly LogEntry[], contract: string, label: string): readonly Pointer[] {
  return entriesOf(entries, contract, label).map(({ after }) => after);
}

/**
 * What a label served before what it serves now, nearest first: promotions put a bundle on top, a rollback
 * takes off what it took back. So rolling back again and again goes further back, and ends.
 */
export function servedBefore(entries: readonly LogEntry[], contract: string, label: string): readonly Pointer[] {
  const stack: Pointer[] = [];
  for (const { action, after } of entriesOf(entries, contract, label).toReversed()) {
    if (stack.at(-1)?.current === after.current) continue;
    const target = action === "promote" ? -1 : stack.findLastIndex(({ current }) => current === after.current);
    if (target >= 0) stack.length = target + 1;
    else {
      // To a bundle that this label never served: what was taken back is not beneath it either.
      if (action === "rollback" || action === "revoke") stack.pop();
      stack.push(after);
    }
  }
  return stack.slice(0, -1).toReversed();
}

function entriesOf(entries: readonly LogEntry[], contract: string, label: string): readonly LogEntry[] {
  return entries.filter(({ after }) => after.contract === contract && after.label === label);
}

/** The highest serial of each label of a contract: what was reverted by hand is in history still. */
export function highestSerials(entries: readonly LogEntry[], contract: string): ReadonlyMap<string, number> {
  const highest = new Map<string, number>();
  for (const { after } of entries) {
    if (after.contract === contract) highest.set(after.label, Math.max(after.serial, highest.get(after.label) ?? 0));
  }
  return highest;
}

/** The contracts of the newest move that named a label: what "take it back" is about. */
export function lastMoved(entries: readonly LogEntry[], label: string): readonly string[] {
  const newest = entries.find(
    ({ action, named }) => named === label && !(notMoves as readonly string[]).includes(action),
  );
  return [...new Set(entries.filter(({ commit }) => commit === newest?.commit).map(({ after }) => after.contract))];
}

/** Since when a label has served its bundle without a break; `null` where it serves another one. */
export function servedSince(
  entries: readonly LogEntry[],
  contract: string,
  label: string,
  digest: Digest,
): string | null {
  let since: string | null = null;
  for (const pointer of pointersOfLabel(entries, contract, label)) {
    if (pointer.current !== digest) break;
    since = pointer.issuedAt;
  }
  return since;
}

/** The commit that a bundle was built from when it was put on a label: a pointer whose ramp alone moved names another's. */
export function sourceOfBundle(entries: readonly LogEntry[], digest: Digest): string | null {
  const moved = entries.filter(({ before, after }) => after.current === digest && before?.current !== digest);
  return (
    moved.find(({ action, after }) => action === "promote" && after.source.commit !== null)?.after.source.commit ?? null
  );
}

/**
 * Bundles that were taken back and not put on a label by force since, with who did it. A rollback is a
 * statement about the bundle, not about the label: it is not offered again in silence.
 */
export function rolledBack(entries: readonly LogEntry[], contract: string): ReadonlyMap<Digest, string> {
  const bad = new Map<Digest, string>();
  for (const { action, actor, at, before, after, reason, force } of entries.toReversed()) {
    if (after.contract !== contract) continue;
    if (force !== null) {
      bad.delete(after.current);
      if (after.ramp !== null) bad.delete(after.ramp.bundle);
    }
    if (action !== "rollback" || before === null) continue;
    const why = `${actor.replace(/ <.*/, "")} rolled ${after.label} back on ${at.slice(0, 10)}${reason === null ? "" : `: ${reason}`}`;
    if (before.current !== after.current) bad.set(before.current, why);
    if (before.ramp !== null && after.ramp === null) bad.set(before.ramp.bundle, why);
  }
  return bad;
}
