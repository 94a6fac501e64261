import { promptId } from "../../bundle/digest.ts";
import { type Pointer, pointerPath, samePointer } from "../../label/pointer.ts";
import type { Check, Flaw } from "../check.ts";
import { type Inventory, isForeign, readable, type SeenPlace } from "../inventory.ts";

export const places: Check = {
  name: "places",
  proves: "runtimes see in every place what the branch says",
  find: (inventory) => inventory.places.flatMap((place) => [...spoiledIn(place), ...pointersIn(place, inventory)]),
};

function spoiledIn({ name, spoiled }: SeenPlace): readonly Flaw[] {
  return [...spoiled].map((digest) => now(name, `its ${digest.slice(0, 19)}… holds other bytes than its name says`));
}

function pointersIn(place: SeenPlace, inventory: Inventory): readonly Flaw[] {
  const live = readable(inventory);
  // Not every machine that knows of a place has it.
  if (place.pointers.length + place.bundles.size === 0)
    return live.size === 0 ? [] : [{ where: place.name, says: "nothing was ever published there", when: "past" }];
  const seen = new Map(place.pointers.map((pointer) => [pointerPath(pointer.contract, pointer.label), pointer]));
  const missing = [...live.values()].flatMap(({ contract, label }) =>
    seen.has(pointerPath(contract, label)) ? [] : [now(place.name, `${label} of ${contract} is not there`)],
  );
  const told = [...seen].flatMap(([path, pointer]): readonly Flaw[] => {
    if (isForeign(inventory, pointer.contract)) return [foreign(place, pointer)];
    // What cannot be read on the branch is told as such.
    return inventory.pointers.get(path)?.kind === "bad" ? [] : differs(place, pointer, live.get(path) ?? null);
  });
  return [...missing, ...told];
}

function foreign({ name }: SeenPlace, { contract, label }: Pointer): Flaw {
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
