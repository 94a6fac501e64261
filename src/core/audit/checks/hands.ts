import type { LogEntry } from "../../label/history.ts";
import { samePointer } from "../../label/pointer.ts";
import type { Check, Flaw } from "../check.ts";
import { movesByPath } from "./serials.ts";

export const hands: Check = {
  name: "hands",
  proves: "every pointer is as promptctl wrote it: nobody edited, reverted or deleted it by hand",
  find: ({ log, pointers }) =>
    [...movesByPath(log)].flatMap(([path, moves]): readonly Flaw[] => {
      const stored = pointers.get(path);
      if (stored === undefined) return [{ where: path, says: "it was deleted, and pointers never are", when: "now" }];
      const [newest] = moves;
      const isNewest = stored.kind === "pointer" && newest !== undefined && samePointer(stored.pointer, newest.after);
      const unread: readonly Flaw[] = isNewest
        ? []
        : [{ where: path, says: "it is not what the newest readable move wrote", when: "now" }];
      return [...unread, ...moves.flatMap((move, at) => byHand(path, move, at === 0 ? "now" : "past"))];
    }),
};

function byHand(where: string, { action, commit, actor, at }: LogEntry, when: Flaw["when"]): readonly Flaw[] {
  if (action !== "other") return [];
  const who = actor.replace(/ <.*/, "");
  return [{ where, says: `commit ${commit.slice(0, 12)} by ${who}, ${at}, changed it by hand`, when }];
}
