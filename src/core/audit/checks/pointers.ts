import { type Digest, promptId } from "../../bundle/digest.ts";
import type { Pointer } from "../../label/pointer.ts";
import type { Check, Flaw } from "../check.ts";
import { type Inventory, readable } from "../inventory.ts";

export const pointers: Check = {
  name: "pointers",
  proves: "every pointer can be read, and the bundles that it names are there and of its contract",
  find: (inventory) => [
    ...[...inventory.pointers].flatMap(([path, read]): readonly Flaw[] =>
      read.kind === "pointer" ? [] : [now(path, `it cannot be trusted: ${read.why}`)],
    ),
    ...[...readable(inventory)].flatMap(([path, pointer]) => lostBundles(inventory, path, pointer)),
    ...atOdds([...readable(inventory).values()]),
  ],
};

function lostBundles({ bundles }: Inventory, path: string, pointer: Pointer): readonly Flaw[] {
  const { contract, current, previous, ramp, upgradableFrom } = pointer;
  const named: readonly (readonly [string, Digest])[] = [
    ["serves", current],
    ...(ramp === null ? [] : [["ramps", ramp.bundle] as const]),
    ...(previous === null ? [] : [["goes back to", previous] as const]),
    ...upgradableFrom.map((digest) => ["takes sessions over from", digest] as const),
  ];
  return named.flatMap(([verb, digest]) => {
    const stored = bundles.get(digest);
    const id = promptId(contract, digest);
    if (stored === undefined) return [now(path, `it ${verb} ${id}, and that bundle is not there`)];
    if (stored.kind === "bad" || stored.contract === contract) return [];
    return [now(path, `it ${verb} ${id}, which is a bundle of ${stored.contract}`)];
  });
}

/** Halts and revocations are of the whole contract. */
function atOdds(all: readonly Pointer[]): readonly Flaw[] {
  return [...new Set(all.map(({ contract }) => contract))].flatMap((contract) => {
    const kin = all.filter((pointer) => pointer.contract === contract);
    const differs = (part: (pointer: Pointer) => unknown): boolean =>
      new Set(kin.map((pointer) => JSON.stringify(part(pointer)))).size > 1;
    return [
      ...(differs(({ halted }) => halted !== null)
        ? [now(`labels/${contract}`, "some of its labels are halted and others are not")]
        : []),
      ...(differs(({ revoked }) => revoked.map(({ bundle }) => bundle).toSorted())
        ? [now(`labels/${contract}`, "its labels do not agree on which bundles are revoked")]
        : []),
    ];
  });
}

function now(where: string, says: string): Flaw {
  return { where, says, when: "now" };
}
