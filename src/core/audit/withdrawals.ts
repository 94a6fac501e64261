import type { Pointer, Revocation } from "../label/pointer.ts";
import { type Inventory, readable } from "./inventory.ts";

/** The halt that promptctl wrote last, and every revocation that anybody ever saw. */
export function withdrawnOf(
  contract: string,
  { log, places, pointers }: Inventory,
): Pick<Pointer, "halted" | "revoked"> {
  const written = log.filter(({ action, after }) => action !== "other" && after.contract === contract);
  const seen = places.flatMap((place) => place.pointers.filter((pointer) => pointer.contract === contract));
  const here = [...readable({ pointers }).values()].filter((pointer) => pointer.contract === contract);
  const revoked = [...written.map(({ after }) => after), ...seen, ...here].flatMap((pointer) => pointer.revoked);
  const newest = [...written.slice(0, 1).map(({ after }) => after), ...seen, ...(written.length === 0 ? here : [])]
    .toSorted((left, right) => Date.parse(right.issuedAt) - Date.parse(left.issuedAt))
    .at(0);
  return { halted: newest?.halted ?? null, revoked: distinct(revoked) };
}

function distinct(revoked: readonly Revocation[]): readonly Revocation[] {
  return [...new Map(revoked.toReversed().map((one) => [one.bundle, one])).values()].toSorted((left, right) =>
    left.at < right.at ? -1 : 1,
  );
}

/** Contracts whose labels do not agree on what is withdrawn, or will not once some of them are issued again. */
export function contractsAtOdds(inventory: Inventory): ReadonlySet<string> {
  const live = [...readable(inventory).values()];
  return new Set(
    live
      .filter((pointer) => {
        const { halted, revoked } = withdrawnOf(pointer.contract, inventory);
        const mine = new Set(pointer.revoked.map(({ bundle }) => bundle));
        return (halted === null) !== (pointer.halted === null) || revoked.some(({ bundle }) => !mine.has(bundle));
      })
      .map(({ contract }) => contract),
  );
}
