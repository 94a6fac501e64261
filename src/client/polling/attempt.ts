import type { Bundle } from "../../core/bundle/bundle.ts";
import type { Digest } from "../../core/bundle/digest.ts";
import {
  acceptPointer,
  type Expected,
  type Heard,
  needsOf,
  type Refusal,
  serveAll,
  serveOlder,
  type Snapshot,
} from "./accept.ts";
import { type FailedFetch, fetchBundle } from "./bundle.ts";
import { type PointerAnswer, type Source, unreachable } from "./source.ts";

/** What one attempt made of what was known. */
export interface Attempt {
  readonly snapshot: Snapshot | null;
  /** `null`: the source confirmed what is served. */
  readonly refusal: Refusal | null;
  /** For the next question, once this is stored. */
  readonly validator: string | null;
  /** Milliseconds */
  readonly retryAfter: number | null;
}

/** Asks once, and judges the answer. Never throws. */
export async function attempt(
  source: Source,
  held: Snapshot | null,
  expected: Expected,
  validator: string | null,
  signal: AbortSignal,
): Promise<Attempt> {
  const { contract, label } = expected;
  const keep = (refusal: Refusal | null, retryAfter: number | null = null): Attempt => ({
    snapshot: held,
    refusal,
    validator,
    retryAfter,
  });
  const answer = await pointerOf(source, expected, validator, signal);
  switch (answer.kind) {
    case "unchanged":
      return keep(null);
    case "missing":
      return keep({
        reason: "pointer_missing",
        why: `there is no pointer of ${label} of ${contract} in ${source.name}`,
      });
    case "failed":
      return keep({ reason: answer.reason, why: answer.why }, answer.retryAfter);
    case "bytes": {
      const accepted = acceptPointer(held, answer.bytes, expected);
      if (accepted.kind === "refused") return keep(accepted.refusal);
      if (accepted.kind === "unchanged") return { ...keep(null), validator: answer.validator };
      const { heard } = accepted;
      const fetched = await bundlesFor(heard, source, contract, held, signal);
      return "reason" in fetched
        ? {
            snapshot: serveOlder(heard, held?.serving ?? null),
            refusal: { reason: fetched.reason, why: fetched.why },
            validator: null,
            retryAfter: fetched.retryAfter,
          }
        : { snapshot: serveAll(heard, fetched), refusal: null, validator: answer.validator, retryAfter: null };
    }
  }
}

async function pointerOf(
  source: Source,
  { contract, label }: Expected,
  validator: string | null,
  signal: AbortSignal,
): Promise<PointerAnswer> {
  try {
    return await source.pointer(contract, label, validator, signal);
  } catch (error) {
    return unreachable(source, error, signal);
  }
}

/** All bundles that a pointer names, verified, or none: parts of two releases never meet. */
async function bundlesFor(
  heard: Heard,
  source: Source,
  contract: string,
  held: Snapshot | null,
  signal: AbortSignal,
): Promise<ReadonlyMap<Digest, Bundle> | FailedFetch> {
  const bundles = new Map<Digest, Bundle>();
  for (const digest of needsOf(heard)) {
    const known = held?.serving?.bundles.get(digest);
    const bundle = known ?? (await fetchBundle(source, contract, digest, signal));
    if ("reason" in bundle) return bundle;
    bundles.set(digest, bundle);
  }
  return bundles;
}
