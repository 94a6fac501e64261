import { promptId } from "../../bundle/digest.ts";
import { type Pointer, pointerPath, samePointer } from "../../label/pointer.ts";
import type { Check, Flaw } from "../check.ts";
import { foreignContracts, type Inventory, readable, type SeenPlace } from "../inventory.ts";

export const places: Check = {
  name: "places",
  proves: "runtimes see in every place what the branch says",
  find: (inventory) => {
    const [live, foreign] = [readable(inventory), foreignContracts(inventory)];
    return inventory.places.flatMap((place) => [
      ...spoiledIn(place),
      ...(isEmpty(place)
        ? unpublished(place, live)
        : [...missingIn(place, live), ...oddIn(place, inventory, live, foreign)]),
    ]);
  },
};

function spoiledIn({ name, spoiled }: SeenPlace): readonly Flaw[] {
  return [...spoiled].map((digest) => now(name, `its ${digest.slice(0, 19)}… holds other bytes than its name says`));
}

type Pointers = ReadonlyMap<string, Pointer>;

function isEmpty({ pointers, bundles }: SeenPlace): boolean {
  return pointers.length + bundles.size === 0;
}

/** Not every machine that knows of a place has it. */
function unpublished({ name }: SeenPlace, live: Pointers): readonly Flaw[] {
  return live.size === 0 ? [] : [{ where: name, says: "nothing was ever published there", when: "past" }];
}

function missingIn({ name, pointers }: SeenPlace, live: Pointers): readonly Flaw[] {
  const seen = new Set(pointers.map(({ contract, label }) => pointerPath(contract, label)));
  return [...live].flatMap(([path, { contract, label }]) =>
    seen.has(path) ? [] : [now(name, `${label} of ${contract} is not there`)],
  );
}

function oddIn(
  place: SeenPlace,
  { pointers }: Inventory,
  live: Pointers,
  foreign: ReadonlySet<string>,
): readonly Flaw[] {
  return place.pointers.flatMap((pointer) => {
    const path = pointerPath(pointer.contract, pointer.label);
    if (foreign.has(pointer.contract)) return [sayForeign(place, pointer)];
    // What cannot be read on the branch is told as such.
    return pointers.get(path)?.kind === "bad" ? [] : differs(place, pointer, live.get(path) ?? null);
  });
}

function sayForeign({ name }: SeenPlace, { contract, label }: Pointer): Flaw {
  const says = `${label} of ${contract} is there, and the branch never heard of that contract: another project publishes there, or it was lost (then \`promptctl verify --repair --contract ${contract}\`)`;
  return { where: name, says, when: "past" };
}

function differs({ name, bundles }: SeenPlace, seen: Pointer, branch: Pointer | null): readonly Flaw[] {
  const { contract, label, serial, current } = seen;
  const what = `${label} of ${contract}`;
  const lacks = bundles.has(current)
    ? []
    : [now(name, `${what} serves ${promptId(contract, current)}, and that is not there`)];
  if (branch === null)
    return [...lacks, now(name, `${what} is there at serial ${serial}, and the branch does not know it`)];
  if (serial < branch.serial)
    return [...lacks, now(name, `${what} is at serial ${serial} there, and at ${branch.serial} on the branch`)];
  if (serial > branch.serial)
    return [...lacks, now(name, `${what} is at serial ${serial} there, and only at ${branch.serial} on the branch`)];
  return samePointer(seen, branch)
    ? lacks
    : [...lacks, now(name, `${what} says something else there under the same serial ${serial}`)];
}

function now(where: string, says: string): Flaw {
  return { where, says, when: "now" };
}
