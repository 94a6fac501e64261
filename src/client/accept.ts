import type { Bundle } from "../core/bundle/bundle.ts";
import type { Digest } from "../core/bundle/digest.ts";
import { bundlesServedBy, decodePointer, type Pointer } from "../core/label/pointer.ts";

/** What the client knows: one immutable value, swapped as a whole. */
export interface Snapshot {
  readonly pointer: Pointer;
  readonly pointerBytes: Uint8Array;
  /** Every bundle that was verified, by digest: pinned sessions may need an older one. */
  readonly bundles: ReadonlyMap<Digest, Bundle>;
}

export type RefusalReason =
  | "pointer_missing"
  | "bad_content"
  | "wrong_pointer"
  | "rollback_refused"
  | "equivocation"
  | "bundle_unavailable"
  | "unreachable";

/** Why an attempt changed nothing. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly why: string;
}

export type Acceptance =
  | { readonly kind: "unchanged" }
  | { readonly kind: "news"; readonly pointer: Pointer; readonly bytes: Uint8Array; readonly needs: readonly Digest[] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Decides about bytes that were fetched, and never fetches: contents decide, not times or names. A
 * pointer never goes back, and the same serial never means two things.
 */
export function acceptPointer(
  held: Snapshot | null,
  bytes: Uint8Array | null,
  contract: string,
  label: string,
): Acceptance {
  if (bytes === null) return refused("pointer_missing", "there is no pointer");
  const same = held !== null && Buffer.compare(held.pointerBytes, bytes) === 0;
  if (same && isServable(held)) return { kind: "unchanged" };
  const read = decodePointer(bytes);
  if (read.kind === "bad") return refused("bad_content", read.why);
  const { pointer } = read;
  if (pointer.contract !== contract || pointer.label !== label) {
    return refused("wrong_pointer", `it is ${pointer.label} of ${pointer.contract}`);
  }
  if (held !== null && pointer.serial < held.pointer.serial) {
    return refused("rollback_refused", `its serial is ${pointer.serial}, and ${held.pointer.serial} was seen`);
  }
  if (held !== null && pointer.serial === held.pointer.serial && !same) {
    return refused("equivocation", `two pointers have the serial ${pointer.serial}`);
  }
  return {
    kind: "news",
    pointer,
    bytes,
    needs: bundlesServedBy(pointer).filter((digest) => held?.bundles.has(digest) !== true),
  };
}

/** Everything that the pointer names is there: a pointer alone only says what must not come again. */
export function isServable({ pointer, bundles }: Snapshot): boolean {
  return bundlesServedBy(pointer).every((digest) => bundles.has(digest));
}

function refused(reason: RefusalReason, why: string): Acceptance {
  return { kind: "refused", refusal: { reason, why } };
}
