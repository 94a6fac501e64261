import canonicalize from "canonicalize";
import type { Json } from "../json.ts";

/** The canonical bytes of RFC 8785: one value, one sequence of bytes. */
export function canonicalBytes(value: Json): Uint8Array {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("only JSON has a canonical form");
  return new TextEncoder().encode(text);
}
