import type { Pointer, Revocation } from "../label/pointer.ts";
import { type Inventory, readable } from "./inventory.ts";

/** What is taken from everyone of a contract, on all of its labels. */
export type Withdrawn = Pick<Pointer, "halted" | "revoked">;

/** By contract: the halt that promptctl wrote last, and every revocation that anybody ever saw. */
export function withdrawalsOf(inventory: Inventory): ReadonlyMap<string, Withdrawn> {
  const witnesses = new Map<string, Witnesses>();
  const of = (contract: string): Witnesses => {
    const known = witnesses.get(contract) ?? { written: [], seen: [], here: [] };
    witnesses.set(contract, known);
    return known;
  };
  for (const { action, after } of inventory.log) if (action !== "other") of(after.contract).written.push(after);
  for (const { pointers } of inventory.places) for (const pointer of pointers) of(pointer.contract).seen.push(pointer);
  for (const pointer of readable(inventory).values()) of(pointer.contract).here.push(pointer);
  return new Map([...witnesses].map(([contract, who]) => [contract, withdrawn(who)]));
}

/** Pointers of one contract: those that promptctl wrote, newest first, those in places, and those on the branch. */
interface Witnesses {
  readonly written: Pointer[];
  readonly seen: Pointer[];
  readonly here: Pointer[];
}

function withdrawn({ written, seen, here }: Witnesses): Withdrawn {
  const [newest] = [...written.slice(0, 1), ...seen, ...(written.length === 0 ? here : [])].toSorted(
    (left, right) => Date.parse(right.issuedAt) - Date.parse(left.issuedAt),
  );
  const revoked = [...written, ...seen, ...here].flatMap((pointer) => pointer.revoked);
  return { halted: newest?.halted ?? null, revoked: distinct(revoked) };
}

function distinct(revoked: readonly Revocation[]): readonly Revocation[] {
  return [...new Map(revoked.toReversed().map((one) => [one.bundle, one])).values()].toSorted((left, right) =>
    left.at < right.at ? -1 : 1,
  );
}

/** Contracts of which a label does not say what is withdrawn. */
export function contractsAtOdds(
  inventory: Inventory,
  withdrawals: ReadonlyMap<string, Withdrawn>,
): ReadonlySet<string> {
  const odd = [...readable(inventory).values()].filter((pointer) => {
    const { halted = null, revoked = [] } = withdrawals.get(pointer.contract) ?? {};
    const mine = new Set(pointer.revoked.map(({ bundle }) => bundle));
    return (halted === null) !== (pointer.halted === null) || revoked.some(({ bundle }) => !mine.has(bundle));
  });
  return new Set(odd.map(({ contract }) => contract));
}
