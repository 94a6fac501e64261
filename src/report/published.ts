import type { Ahead, Compared } from "../core/label/ahead.ts";
import { sayDuration } from "../core/duration.ts";
import { count, sayList, someOf } from "../core/text.ts";
import { type Cell, toned } from "./report.ts";

/** What was written at one place, and how it stands now. */
export interface PlaceState extends Compared {
  readonly name: string;
  /** Pointers that were written, by label and contract, with their serials. */
  readonly pointers: readonly Serial[];
  /** The highest serial that runtimes of this branch see here; `null` where they see none. */
  readonly highest: Serial | null;
  /** How many bundles were written, those that were mended included. */
  readonly bundles: number;
  /** Digests of bundles that were there with other bytes. */
  readonly mended: readonly string[];
  /** Labels that are ahead of all that this clone knows, where the remote was not asked. */
  readonly newer: readonly Ahead[];
  /** Why it could not be written. */
  readonly failure: string | null;
  readonly pruning: Pruning | null;
}

export interface Serial {
  readonly contract: string;
  readonly label: string;
  readonly serial: number;
}

/** What was taken away from a place, or would be. */
export interface Pruning {
  /** Seconds. */
  readonly age: number;
  readonly dryRun: boolean;
  readonly gone: readonly { readonly bundle: string; readonly lastNamed: string | null }[];
  readonly left: number;
  /** Bundles of which the history that is known here says nothing. */
  readonly unknown: number;
}

/** A place in lines: what was written first, what somebody has to look at behind it. */
export function sayPlaceState(place: PlaceState, branch: string): readonly Cell[] {
  const { name, mended, failure, newer, foreign, pruning } = place;
  if (failure !== null) return sayTrouble(place, branch);
  return [
    ...(pruning?.dryRun === true ? [] : [`${name}: ${sayWrites(place)}`]),
    ...(mended.length === 0 ? [] : [toned("warn", `${name}: ${sayMended(mended)}`)]),
    ...(pruning === null ? [] : sayPruning(name, pruning)),
    ...sayTrouble(place, branch),
    ...(newer.length === 0
      ? []
      : [
          `${name} is ahead of what this clone knows of ${branch}: ${count(newer.length, "label")}; without --offline the remote says whether that is right`,
        ]),
    ...(foreign.length === 0
      ? []
      : [toned("warn", `${name} also serves ${sayList(foreign)}, of which ${branch} knows nothing`)]),
  ];
}

/** What keeps runtimes from seeing what was decided. */
export function sayTrouble({ name, failure, ahead }: PlaceState, branch: string): readonly Cell[] {
  if (failure !== null) return [toned("bad", `${name}: ${failure}`)];
  if (ahead.length === 0) return [];
  return [
    ...ahead.map(({ contract, label, there, here }) => {
      const on = here === null ? "and is not on the branch" : `and at ${here} on the branch`;
      return toned("bad", `${name} is AHEAD of ${branch}: ${label} of ${contract} is at serial ${there} there, ${on}`);
    }),
    toned(
      "bad",
      "the branch was lost or set back: runtimes refuse its moves until its serials are higher again: promptctl verify --repair",
    ),
  ];
}

function sayMended(mended: readonly string[]): string {
  const [had, was] = mended.length === 1 ? ["its name says", "was"] : ["their names say", "were"];
  return `${count(mended.length, "bundle")} had other bytes than ${had}, and ${was} written again: ${someOf(mended)}`;
}

/** `wrote 2 pointers and 1 bundle; the highest serial is 18, prod of support` */
export function sayWrites({ pointers, bundles, highest, ahead }: PlaceState): string {
  const parts = [
    ...(pointers.length === 0 ? [] : [count(pointers.length, "pointer")]),
    ...(bundles === 0 ? [] : [count(bundles, "bundle")]),
  ];
  const serial = highest === null ? "" : `; the highest serial is ${sayOne(highest)}`;
  const nothing = ahead.length === 0 ? "up to date" : "nothing was written";
  return `${parts.length === 0 ? nothing : `wrote ${sayList(parts)}`}${serial}`;
}

function sayOne({ contract, label, serial }: Serial): string {
  return `${serial}, ${label} of ${contract}`;
}

function sayPruning(name: string, { age, dryRun, gone, left, unknown }: Pruning): readonly Cell[] {
  const what = `${count(gone.length, "bundle")} that no pointer has named for ${sayDuration(age)}`;
  const does = gone.length === 0 ? "there is no bundle" : dryRun ? `would remove ${what}` : `removed ${what}`;
  const none = gone.length === 0 ? ` that no pointer has named for ${sayDuration(age)}` : "";
  return [
    `${name}: ${does}${none}; ${count(left, "bundle")} ${left === 1 ? "stays" : "stay"}`,
    ...(dryRun ? gone.map(({ bundle, lastNamed }) => `${bundle}, named until ${(lastNamed ?? "").slice(0, 10)}`) : []),
    ...(unknown === 0
      ? []
      : [
          toned(
            "warn",
            `${name}: ${count(unknown, "bundle")} of which the history of the branch says nothing ${unknown === 1 ? "stays" : "stay"}`,
          ),
        ]),
  ];
}
