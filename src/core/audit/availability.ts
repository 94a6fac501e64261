import type { Digest } from "../bundle/digest.ts";
import { bundlesServedBy, type Pointer } from "../label/pointer.ts";
import type { Inventory } from "./inventory.ts";

/** Whether anybody has the bundle. */
export function isSomewhere(digest: Digest, { bundles, recoverable }: Inventory): boolean {
  return bundles.get(digest)?.kind === "bundle" || recoverable.has(digest);
}

/** Sessions can be opened with it. */
export function canBeServed(pointer: Pointer, inventory: Inventory): boolean {
  return bundlesServedBy(pointer).every((digest) => {
    const stored = inventory.bundles.get(digest);
    return stored?.kind === "bundle" ? stored.contract === pointer.contract : isSomewhere(digest, inventory);
  });
}

/** The same without ways back to bundles that are nowhere. */
export function withoutLost(pointer: Pointer, inventory: Inventory): Pointer {
  const { previous, upgradableFrom } = pointer;
  const isThere = (digest: Digest): boolean => isSomewhere(digest, inventory);
  return {
    ...pointer,
    previous: previous !== null && isThere(previous) ? previous : null,
    upgradableFrom: upgradableFrom.filter(isThere),
  };
}
