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
  const newest = await releases.log({ glance: true });
  const open = pointers.filter((pointer) => standingIn(newest, pointer).put === null);
  const older = open.length === 0 ? [] : await releases.log({ paths: open.map(pathOf) });
  const withdrawn = pointers.filter((pointer) => !knowsRevocations([...newest, ...older], pointer));
  const revocations = withdrawn.length === 0 ? [] : await releases.log({ action: "revoke" });
  const log = [...newest, ...older, ...revocations];
  return { standings: pointers.map((pointer) => standingIn(log, pointer)), log };
}

function pathOf({ contract, label }: Pointer): string {
  return pointerPath(contract, label);
}
