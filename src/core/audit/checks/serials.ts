import type { LogEntry } from "../../label/history.ts";
import { pointerPath } from "../../label/pointer.ts";
import type { Check, Flaw } from "../check.ts";
import { readable } from "../inventory.ts";

export const serials: Check = {
  name: "serials",
  proves: "the serial of a pointer rises by one with each move, and never falls",
  find: (inventory) => {
    const live = readable(inventory);
    return [...movesByPath(inventory.log)].flatMap(([path, moves]) => {
      const pointer = live.get(path);
      const highest = highestOf(moves.map(({ after }) => after.serial));
      const isBehind = pointer !== undefined && pointer.serial < highest;
      const fallen: readonly Flaw[] = isBehind
        ? [
            {
              where: path,
              says: `its serial is ${pointer.serial}, and ${highest} was published before: runtimes refuse it`,
              when: "now",
            },
          ]
        : [];
      return [...fallen, ...breaks(path, moves, inventory.isShallow)];
    });
  },
};

/** Where a serial did not go on by one; oldest first. */
function breaks(path: string, moves: readonly LogEntry[], isShallow: boolean): readonly Flaw[] {
  let highest = 0;
  return moves.toReversed().flatMap(({ commit, after: { serial } }, at): readonly Flaw[] => {
    const before = highest;
    highest = Math.max(highest, serial);
    if (serial === before + 1 || (at === 0 && isShallow)) return [];
    const short = commit.slice(0, 12);
    const says =
      serial <= before
        ? `commit ${short} went back to serial ${serial} after ${before}`
        : at === 0
          ? `the history that is there begins with serial ${serial}, in commit ${short}`
          : `commit ${short} has serial ${serial} after ${before}: moves in between are not in the history`;
    return [{ where: path, says, when: "past" }];
  });
}

/** `Math.max` takes its numbers from the stack, and a label may have moved a hundred thousand times. */
export function highestOf(numbers: readonly number[]): number {
  return numbers.reduce((highest, number) => Math.max(highest, number), 0);
}

/** Newest first. */
export function movesByPath(log: readonly LogEntry[]): ReadonlyMap<string, readonly LogEntry[]> {
  const moves = new Map<string, LogEntry[]>();
  for (const entry of log) {
    const path = pointerPath(entry.after.contract, entry.after.label);
    const known = moves.get(path);
    if (known === undefined) moves.set(path, [entry]);
    else known.push(entry);
  }
  return moves;
}
