import { type Digest, isDigest } from "../bundle/digest.ts";
import { Failure } from "../failure.ts";
import type { Environment } from "../contract/contract.ts";
import { isLaterFormat } from "../format.ts";
import { hasDuplicateKeys, isJsonArray, isJsonObject, type Json, parseJson } from "../json.ts";
import { isName } from "../name.ts";
import { decodeText } from "../text.ts";
import { type BasisPoints, everybody } from "./policy.ts";

export const pointerFormat = "promptctl/pointer/1";

/** What runtimes poll: which bundle a label serves. Every field is there, `null` where there is nothing. */
export interface Pointer {
  readonly format: typeof pointerFormat;
  readonly contract: string;
  readonly label: string;
  /** Only rises. A reader refuses a lower one. */
  readonly serial: number;
  readonly issuedAt: string;
  readonly current: Digest;
  /** Where a rollback goes: the newest older bundle of this label. */
  readonly previous: Digest | null;
  readonly ramp: Ramp | null;
  readonly upgradableFrom: readonly Digest[];
  readonly environment: Environment | null;
  readonly poll: Poll;
  readonly revoked: readonly Revocation[];
  readonly halted: Halt | null;
  readonly source: { readonly commit: string | null };
  readonly actor: string;
  readonly reason: string | null;
}

/** The share of new sessions that a second bundle gets; a new salt for each rollout. */
export interface Ramp {
  readonly bundle: Digest;
  readonly weight: BasisPoints;
  readonly salt: string;
}

/** Seconds, and the jitter as a share of the interval. */
export interface Poll {
  readonly interval: number;
  readonly deadline: number;
  readonly jitter: number;
}

/** What holds where nobody says otherwise. */
export const standardPoll: Poll = { interval: 15, deadline: 5, jitter: 0.1 };

export interface Revocation {
  readonly bundle: Digest;
  readonly reason: string;
  readonly at: string;
}

export interface Halt {
  readonly reason: string;
  readonly at: string;
  readonly by: string;
}

/** A pointer is about 1 kB; more than this is not one. */
export const pointerBytes = 64 * 1024;

/**
 * People read pointers too, on a forge or with `cat`: one field a line.
 *
 * @throws Failure POINTER_TOO_LONG: no reader would take it, and every runtime would stay where it is
 */
export function encodePointer(pointer: Pointer): Uint8Array {
  const bytes = new TextEncoder().encode(`${JSON.stringify(pointer, null, 2)}\n`);
  if (bytes.length <= pointerBytes) return bytes;
  const { contract, label } = pointer;
  throw new Failure("POINTER_TOO_LONG", { contract, label, bytes: bytes.length, most: pointerBytes });
}

export type ReadPointer =
  | { readonly kind: "pointer"; readonly pointer: Pointer }
  /** `isLater`: a format that is not known here, so it is the reader that is too old. */
  | { readonly kind: "bad"; readonly why: string; readonly isLater?: boolean };

/** Reads what somebody published. Names are checked because they become file names and log lines. */
export function decodePointer(bytes: Uint8Array): ReadPointer {
  if (bytes.length > pointerBytes) return bad(`it is larger than ${pointerBytes} bytes`);
  const text = decodeText(bytes) ?? "";
  const value = parseJson(text);
  if (!isJsonObject(value)) return bad("it is not a JSON document");
  if (hasDuplicateKeys(text)) return bad("it says something twice");
  if (value["format"] !== pointerFormat)
    return bad(
      `its format is ${JSON.stringify(value["format"] ?? null)}, not ${pointerFormat}`,
      isLaterFormat(value["format"], pointerFormat),
    );
  for (const [field, holds] of Object.entries(shape)) {
    const item = value[field];
    if (item === undefined || !holds(item)) return bad(`its \`${field}\` is not as promised`);
  }
  return { kind: "pointer", pointer: value as unknown as Pointer };
}

type Guard = (value: Json) => boolean;

const isText: Guard = (value) => typeof value === "string";
const orNull =
  (guard: Guard): Guard =>
  (value) =>
    value === null || guard(value);
const list =
  (guard: Guard): Guard =>
  (value) =>
    isJsonArray(value) && value.every(guard);
const object =
  (fields: Readonly<Record<string, Guard>>): Guard =>
  (value) =>
    isJsonObject(value) &&
    Object.entries(fields).every(([field, guard]) => value[field] !== undefined && guard(value[field]));
const between =
  (least: number, most: number): Guard =>
  (value) =>
    typeof value === "number" && value >= least && value <= most;
const whole =
  (least: number, most: number): Guard =>
  (value) =>
    between(least, most)(value) && Number.isInteger(value);

const shape: Readonly<Record<string, Guard>> = {
  contract: (value) => typeof value === "string" && isName("contract", value),
  label: (value) => typeof value === "string" && isName("label", value),
  // Beyond 2^53 a serial could not be compared; near it, it could not rise any more.
  serial: whole(1, 2 ** 48),
  issuedAt: isText,
  current: isDigest,
  previous: orNull(isDigest),
  ramp: orNull(object({ bundle: isDigest, weight: whole(0, everybody), salt: isText })),
  upgradableFrom: list(isDigest),
  environment: orNull(object({ name: isText })),
  poll: object({ interval: between(0.01, 86_400), deadline: between(0.01, 86_400), jitter: between(0, 1) }),
  revoked: list(object({ bundle: isDigest, reason: isText, at: isText })),
  halted: orNull(object({ reason: isText, at: isText, by: isText })),
  source: object({ commit: orNull(isText) }),
  actor: isText,
  reason: orNull(isText),
};

function bad(why: string, isLater = false): ReadPointer {
  return { kind: "bad", why, isLater };
}

/** Whether two would be published as the same bytes: runtimes take no other ones under a serial that they know. */
export function samePointer(one: Pointer, other: Pointer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The bundles that new sessions get. */
export function bundlesServedBy({ current, ramp }: Pointer): readonly Digest[] {
  return [current, ...(ramp === null ? [] : [ramp.bundle])];
}

export function pointerPath(contract: string, label: string): string {
  return `labels/${contract}/${label}.json`;
}

/** The contract in such a path. */
export function contractAt(path: string): string {
  return path.split("/")[1] ?? "";
}
