import { bundlePath, type Digest } from "../../bundle/digest.ts";
import type { Check, Flaw } from "../check.ts";
import { servedEver } from "../inventory.ts";

export const bundles: Check = {
  name: "bundles",
  proves: "every bundle that was ever served is there, and is what its name says, byte for byte",
  find: (inventory) => [
    ...[...inventory.bundles].flatMap(([digest, stored]) =>
      stored.kind === "bundle" ? [] : [flaw(digest, `this is not the bundle of that name: ${stored.why}`)],
    ),
    ...[...servedEver(inventory)].flatMap((digest) =>
      inventory.bundles.has(digest) ? [] : [flaw(digest, "a label serves it or did, and it is not there")],
    ),
  ],
};

function flaw(digest: Digest, says: string): Flaw {
  return { where: bundlePath(digest), says, when: "now" };
}
