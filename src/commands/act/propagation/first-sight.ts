import { Failure } from "../../../core/failure.ts";
import { type Pointer, samePointer } from "../../../core/label/pointer.ts";
import type { PollingClient } from "./client.ts";

/**
 * Every client sees the place as it is now: what cannot be polled, or is another place, is found out before anything is
 * written.
 *
 * @throws Failure NOT_POLLABLE, INTERRUPTED
 */
export async function requireSight(
  clients: readonly PollingClient[],
  pointer: Pointer,
  { place, branch, signal }: { readonly place: string; readonly branch: string; readonly signal: AbortSignal },
): Promise<void> {
  await Promise.all(clients.map((client) => client.look()));
  if (signal.aborted) throw new Failure("INTERRUPTED", {});
  for (const client of clients) {
    const seen = client.pointer();
    const fault =
      seen === null
        ? { why: client.why() ?? "nothing is there", ...wrongPlace(pointer) }
        : compare(seen, pointer, branch);
    if (fault !== null) throw new Failure("NOT_POLLABLE", { place, ...fault });
  }
}

interface Fault {
  readonly why: string;
  readonly hint: string;
}

function wrongPlace({ contract, label }: Pointer): Pick<Fault, "hint"> {
  return { hint: `name the folder or address below which runtimes read labels/${contract}/${label}.json` };
}

function compare(seen: Pointer, pointer: Pointer, branch: string): Fault | null {
  const { contract, label, serial } = pointer;
  const what = `${label} of ${contract} is at serial ${seen.serial} there, and at ${serial} on ${branch}`;
  if (seen.serial < serial)
    return {
      why: `${what}: it is behind`,
      hint: "publish it (`promptctl publish`), or wait until caches have let go of what was there before",
    };
  if (seen.serial > serial)
    return {
      why: `${what}: it is ahead`,
      hint: "if somebody moved the label just now, run it again; else it is the place of another repository, or the branch lost moves",
    };
  if (samePointer(seen, pointer)) return null;
  return {
    why: `it has another pointer with the serial ${serial}`,
    hint: "it is the place of another repository, or somebody edited the file",
  };
}
