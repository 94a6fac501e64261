import { type Bundle, bundleFormat } from "../../core/bundle/bundle.ts";
import { type Digest, digestOf } from "../../core/bundle/digest.ts";
import { openBundle } from "../../core/bundle/open.ts";
import { sayCause } from "../../core/failure.ts";
import { isLaterFormat } from "../../core/format.ts";
import { isJsonObject, parseJson } from "../../core/json.ts";
import { decodeText } from "../../core/text.ts";
import type { Refusal } from "./accept.ts";
import { type Source, unreachable } from "./source.ts";

/** Bytes that were asked for by digest, for one contract: the digest proves what they are, not whose. */
export function readBundle(contract: string, bytes: Uint8Array, digest: Digest): Bundle | Refusal {
  try {
    const bundle = openBundle(bytes, digest);
    const { name } = bundle.contract;
    if (name === contract) return bundle;
    return { reason: "bad_content", why: `the bundle ${digest} is of the contract ${name}, not ${contract}` };
  } catch (error) {
    return { reason: isLater(bytes, digest) ? "unknown_format" : "bad_content", why: sayCause(error) };
  }
}

function isLater(bytes: Uint8Array, digest: Digest): boolean {
  const document = digestOf(bytes) === digest ? parseJson(decodeText(bytes) ?? "") : undefined;
  return isJsonObject(document) && isLaterFormat(document["format"], bundleFormat);
}

export type FailedFetch = Refusal & { readonly retryAfter: number | null };

/** From a source, verified. Never throws. */
export async function fetchBundle(
  source: Source,
  contract: string,
  digest: Digest,
  signal: AbortSignal,
): Promise<Bundle | FailedFetch> {
  const answer = await source.bundle(digest, signal).catch((error: unknown) => unreachable(source, error, signal));
  switch (answer.kind) {
    case "missing":
      return { reason: "bundle_unavailable", why: `${digest} is not in ${source.name}`, retryAfter: null };
    case "failed":
      return { reason: answer.reason, why: answer.why, retryAfter: answer.retryAfter };
    case "bytes": {
      const read = readBundle(contract, answer.bytes, digest);
      return "reason" in read ? { ...read, retryAfter: null } : read;
    }
  }
}
