import { readFileSync } from "node:fs";
import type { RefusalReason } from "../../src/client/polling/accept.ts";
import type { Digest } from "../../src/core/bundle/digest.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Variant } from "../../src/core/label/route.ts";

/** What a case begins with is changed by a part of it, loses a field, or is said as a text or as bytes. */
export interface Written {
  readonly without?: string;
  readonly text?: string;
  readonly base64?: string;
}

interface Case {
  readonly name: string;
}

export interface Step extends Written {
  /** `null`: there is none. */
  readonly pointer?: JsonObject | null;
  /** The bundles that are there; all of them where nothing is said. */
  readonly bundles?: readonly string[];
  readonly restart?: boolean;
  readonly then: "accepted" | "unchanged" | RefusalReason;
  /** Of what is served afterwards; `null` where nothing is. */
  readonly serial: number | null;
  readonly serves?: string;
  readonly opens?: boolean;
}

/** `src/spec/vectors.json`; what its parts mean stands in `src/spec/README.md`. */
export interface Vectors {
  readonly hashes: readonly (readonly [text: string, hash: string])[];
  readonly buckets: readonly (Case & {
    readonly salt: string;
    readonly session: string;
    readonly times?: number;
    readonly hash: string;
    readonly bucket: number;
  })[];
  readonly digests: readonly (readonly [value: unknown, isDigest: boolean])[];
  readonly contract_names: readonly (readonly [name: string, isName: boolean])[];
  readonly bundles: readonly (Case &
    Written & { readonly digest: Digest; readonly asked?: Digest; readonly opens: boolean })[];
  readonly pointer: JsonObject;
  readonly pointers: readonly (Case & Written & { readonly pointer?: JsonObject; readonly reads: boolean })[];
  readonly routes: readonly (Case & {
    readonly pointer: JsonObject;
    readonly session: string;
    readonly variant: Variant | null;
    readonly bundle: Digest | null;
    readonly bucket: number | null;
    readonly why: string;
  })[];
  readonly given: Readonly<Record<string, string>>;
  readonly sequences: readonly (Case & {
    readonly floor?: number;
    readonly environment?: string;
    readonly steps: readonly Step[];
  })[];
  readonly pin: JsonObject;
  readonly pins: readonly (Case & {
    readonly pin?: JsonObject;
    readonly without?: string;
    readonly value?: unknown;
    readonly reads: boolean;
  })[];
  readonly upgrades: readonly (Case & {
    readonly pointer: JsonObject;
    readonly pin: JsonObject;
    readonly on_change: "pin" | "upgrade";
    readonly kind: string;
    readonly bundle: Digest | null;
  })[];
}

export function specFile<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../../src/spec/${name}`, import.meta.url), "utf8")) as Content;
}

export const vectors = specFile<Vectors>("vectors.json");

/** The bytes of a case: a pointer is written as `promptctl` writes it. */
export function bytesOf(written: Written, part: JsonObject = {}): Uint8Array {
  if (written.text !== undefined) return Buffer.from(written.text);
  if (written.base64 !== undefined) return Buffer.from(written.base64, "base64");
  return Buffer.from(`${JSON.stringify(changed(vectors.pointer, part, written.without), null, 2)}\n`);
}

export function changed(base: JsonObject, part: JsonObject = {}, without?: string): JsonObject {
  return Object.fromEntries(Object.entries({ ...base, ...part }).filter(([field]) => field !== without));
}
