import type { LogEntry } from "../../core/label/history.ts";
import { type Pointer, pointerPath } from "../../core/label/pointer.ts";
import { knowsRevocations, type Standing, standingIn } from "../../core/label/standing.ts";
import type { Releases } from "./releases.ts";

/** Who put on each label what it serves, and the part of history that says so. */
export interface Standings {
  readonly standings: readonly Standing[];
  readonly log: readonly LogEntry[];
}

/**
 * History is read as far back as it has to be: the newest moves first, which is enough for labels that move; then
 * only what touched the pointers that did not.
 */
export async function standingsOf(releases: Releases, pointers: readonly Pointer[]): Promise<Standings> {
  const glance = releases.log({ glance: true });
  const before = await releases.beforeGlance();
  // Of these it is known before the newest moves are read; by what their movers' clocks said, so that it may be too many.
  const resting = pointers.filter(({ issuedAt }) => before !== null && new Date(issuedAt) <= before);
  const [newest, rest] = await Promise.all([glance, logOfAll(releases, resting)]);
  const open = pointers.filter((pointer) => standingIn([...newest, ...rest], pointer).put === null);
  const older = [...rest, ...(await logOfAll(releases, open))];
  const withdrawn = pointers.filter((pointer) => !knowsRevocations([...newest, ...older], pointer));
  const revocations = withdrawn.length === 0 ? [] : await releases.log({ action: "revoke" });
  const log = [...newest, ...older, ...revocations];
  return { standings: pointers.map((pointer) => standingIn(log, pointer)), log };
}

function logOfAll(releases: Releases, pointers: readonly Pointer[]): Promise<readonly LogEntry[]> {
  return pointers.length === 0 ? Promise.resolve([]) : releases.log({ paths: pointers.map(pathOf) });
}

function pathOf({ contract, label }: Pointer): string {
  return pointerPath(contract, label);
}
