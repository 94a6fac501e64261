import type { LogEntry } from "../label/history.ts";
import { type Pointer, pointerPath, samePointer } from "../label/pointer.ts";
import { canBeServed } from "./availability.ts";
import { highestOf, movesByPath } from "./checks/serials.ts";
import { type Inventory, readable } from "./inventory.ts";

/** Everything that is known about one pointer. */
export interface Source {
  readonly branch: Pointer | null;
  /** Newest first. */
  readonly moves: readonly LogEntry[];
  readonly seen: readonly { readonly name: string; readonly pointer: Pointer }[];
  /** The highest serial that anybody saw. */
  readonly highest: number;
}

export function sourcesOf(inventory: Inventory): ReadonlyMap<string, Source> {
  const live = readable(inventory);
  const moves = movesByPath(inventory.log);
  const seen = inventory.places.flatMap(({ name, pointers }) =>
    pointers.map((pointer) => ({ name, pointer, path: pointerPath(pointer.contract, pointer.label) })),
  );
  const paths = new Set([...inventory.pointers.keys(), ...moves.keys(), ...seen.map(({ path }) => path)]);
  return new Map(
    [...paths].toSorted().map((path) => {
      const branch = live.get(path) ?? null;
      const mine = seen.filter((one) => one.path === path);
      const history = moves.get(path) ?? [];
      const serials = [
        ...history.map(({ after }) => after.serial),
        ...mine.map(({ pointer }) => pointer.serial),
        branch?.serial ?? 0,
      ];
      return [path, { branch, moves: history, seen: mine, highest: highestOf(serials) }];
    }),
  );
}

/** The branch says it, promptctl wrote it, and nobody saw anything else under its serial. */
export function isSound({ branch, moves, seen, highest }: Source): boolean {
  if (branch === null || branch.serial !== highest || moves[0]?.action === "other") return false;
  return seen.every(({ pointer }) => pointer.serial < highest || samePointer(pointer, branch));
}

/** What a pointer goes on with, and where that was found: `the branch`, `its history`, or the name of a place. */
export interface Truth {
  readonly pointer: Pointer;
  readonly from: string;
}

/**
 * The first that can be served: of a bundle that nobody has there is nothing to go on with. What promptctl wrote is
 * never exchanged for something older: that is a rollback, and somebody has to decide it.
 */
export function truthOf(source: Source, inventory: Inventory): Truth | null {
  const { branch, moves, seen, highest } = source;
  if (branch !== null && isSound(source)) return { pointer: branch, from: "the branch" };
  const known = highestOf([branch?.serial ?? 0, ...moves.map(({ after }) => after.serial)]);
  const lost = seen
    .filter(({ pointer }) => pointer.serial > known && pointer.serial === highest)
    .map(({ name, pointer }): Truth => ({ pointer, from: name }));
  const here: readonly Truth[] = branch === null ? [] : [{ pointer: branch, from: "the branch" }];
  const decided = [...lost, ...here].toSorted((left, right) => issued(right) - issued(left));
  const before = moves.map(({ after }): Truth => ({ pointer: after, from: "its history" }));
  const elsewhere = seen.map(({ name, pointer }): Truth => ({ pointer, from: name }));
  return [...decided, ...before, ...elsewhere].find(({ pointer }) => canBeServed(pointer, inventory)) ?? null;
}

function issued({ pointer }: Truth): number {
  const at = Date.parse(pointer.issuedAt);
  return Number.isNaN(at) ? 0 : at;
}
