import { promptId } from "../bundle/digest.ts";
import type { LogEntry } from "./history.ts";
import type { Pointer } from "./pointer.ts";

/** Which bundles are not to be run, since when and why, each once; history says by whom. */
export function sayRevocations(pointers: readonly Pointer[], log: readonly LogEntry[]): readonly string[] {
  const said = pointers.flatMap(({ contract, revoked }) =>
    revoked.map(({ bundle, at, reason }) => {
      // The log is newest first: the oldest move that knows of it made it.
      const entry = log.findLast(
        ({ after }) =>
          after.contract === contract && after.revoked.some((one) => one.bundle === bundle && one.at === at),
      );
      const by = entry === undefined ? "" : ` by ${entry.actor.replace(/ <.*/, "")}`;
      return `${promptId(contract, bundle)} is revoked since ${at}${by}: ${reason}`;
    }),
  );
  return [...new Set(said)];
}
