import type { Bundle } from "../../core/bundle/bundle.ts";
import type { Digest } from "../../core/bundle/digest.ts";
import { bundlesServedBy, decodePointer, type Pointer } from "../../core/label/pointer.ts";

/** A pointer that was accepted, with the bytes that said so. */
export interface Heard {
  readonly pointer: Pointer;
  readonly bytes: Uint8Array;
}

/** What sessions are opened with: a pointer and every bundle that it names. */
export interface Serving {
  readonly heard: Heard;
  /** The same pointer with the halts and revocations of the newest one. */
  readonly pointer: Pointer;
  readonly bundles: ReadonlyMap<Digest, Bundle>;
}

/** What the client knows: one immutable value, swapped as a whole. */
export interface Snapshot {
  /** What was accepted last. Nothing older is, and what it withdraws is withdrawn, whether its bundles came or not. */
  readonly newest: Heard;
  readonly serving: Serving | null;
}

export function servingOf(snapshot: Snapshot | null): Serving | null {
  return snapshot === null ? null : snapshot.serving;
}

/** What a client was told to expect. */
export interface Expected {
  readonly contract: string;
  readonly label: string;
  /** `null`: whichever the label has. */
  readonly environment: string | null;
  /** No serial below this one, for a client that lost what it knew. */
  readonly floor: number;
}

export type RefusalReason =
  | "pointer_missing"
  | "bad_content"
  | "unknown_format"
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
  /** It is what is served already. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "news"; readonly heard: Heard }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Decides about bytes that were fetched, and never fetches: contents decide, not times or names. A
 * pointer never goes back, and the same serial never means two things.
 */
export function acceptPointer(held: Snapshot | null, bytes: Uint8Array, expected: Expected): Acceptance {
  const newest = held?.newest ?? null;
  const isSame = newest !== null && Buffer.compare(newest.bytes, bytes) === 0;
  if (isSame && held?.serving?.heard === newest) return { kind: "unchanged" };
  const read = decodePointer(bytes);
  if (read.kind === "bad") return refused(read.isLater === true ? "unknown_format" : "bad_content", read.why);
  const { pointer } = read;
  const wrong = wrongPointer(pointer, expected);
  if (wrong !== null) return refused("wrong_pointer", wrong);
  const floor = Math.max(newest?.pointer.serial ?? 0, expected.floor);
  if (pointer.serial < floor)
    return refused("rollback_refused", `its serial is ${pointer.serial}, and ${floor} was seen`);
  if (pointer.serial === newest?.pointer.serial && !isSame)
    return refused("equivocation", `two pointers have the serial ${pointer.serial}`);
  return { kind: "news", heard: { pointer, bytes } };
}

function wrongPointer(pointer: Pointer, { contract, label, environment }: Expected): string | null {
  if (pointer.contract !== contract || pointer.label !== label)
    return `it is ${pointer.label} of ${pointer.contract}, not ${label} of ${contract}`;
  const name = pointer.environment?.name ?? null;
  return environment === null || name === environment
    ? null
    : `its environment is ${name ?? "none"}, not ${environment}`;
}

function refused(reason: RefusalReason, why: string): Acceptance {
  return { kind: "refused", refusal: { reason, why } };
}

/** Everything that the pointer names is here. */
export function serveAll(heard: Heard, bundles: ReadonlyMap<Digest, Bundle>): Snapshot {
  return { newest: heard, serving: { heard, pointer: heard.pointer, bundles } };
}

/** Bundles of the newest pointer are not here: an older one goes on being served, under the newest one's withdrawals. */
export function serveOlder(newest: Heard, older: Serving | null): Snapshot {
  if (older === null) return { newest, serving: null };
  const { halted, revoked } = newest.pointer;
  return { newest, serving: { ...older, pointer: { ...older.heard.pointer, halted, revoked } } };
}

/** The bundles that a pointer needs. */
export function needsOf({ pointer }: Heard): readonly Digest[] {
  return [...new Set(bundlesServedBy(pointer))];
}
