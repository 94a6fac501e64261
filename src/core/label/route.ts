import type { Digest } from "../bundle/digest.ts";
import { bucketOf } from "./bucket.ts";
import type { Pointer } from "./pointer.ts";

export type Variant = "current" | "ramp";

/** Which bundle a new session gets, and why: a pure function of the pointer and the session's id. */
export type Route =
  | { readonly kind: "halted"; readonly why: string }
  | {
      readonly kind: "bundle";
      readonly variant: Variant;
      readonly digest: Digest;
      readonly bucket: number | null;
      readonly why: string;
    };

/** @param session empty or missing means `current`: never the low bucket, which is the canary's. */
export function routeSession(pointer: Pointer, session: string): Route {
  const { current, ramp, halted, revoked } = pointer;
  if (halted !== null) return { kind: "halted", why: `halted by ${halted.by} at ${halted.at}: ${halted.reason}` };
  const isRevoked = (digest: Digest): boolean => revoked.some(({ bundle }) => bundle === digest);
  const take = (variant: Variant, digest: Digest, bucket: number | null, why: string): Route =>
    isRevoked(digest)
      ? { kind: "halted", why: `its bundle ${digest} is revoked` }
      : { kind: "bundle", variant, digest, bucket, why };
  if (ramp === null) return take("current", current, null, "no ramp: every session gets the current bundle");
  // JavaScript may leave it out, whatever the type says.
  if (typeof session !== "string" || session === "")
    return take("current", current, null, "no session id: the current bundle");
  const bucket = bucketOf(ramp.salt, session);
  if (isRevoked(ramp.bundle))
    return take("current", current, bucket, "the ramp's bundle is revoked: the current bundle");
  // The ramp is the low range: raising it moves nobody out.
  if (bucket < ramp.weight)
    return take("ramp", ramp.bundle, bucket, `bucket ${bucket} is below the ramp's ${ramp.weight} of 10,000`);
  return take("current", current, bucket, `bucket ${bucket} is not below the ramp's ${ramp.weight} of 10,000`);
}
