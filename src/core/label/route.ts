import type { Digest } from "../bundle/digest.ts";
import { bucketOf } from "./bucket.ts";
import type { Pointer } from "./pointer.ts";

export type Variant = "current" | "ramp";

/** Which bundle a new session gets. */
export type Choice =
  | { readonly kind: "halted"; readonly why: string }
  | {
      readonly kind: "bundle";
      readonly variant: Variant;
      readonly digest: Digest;
      /** `null` where nothing depends on it. */
      readonly bucket: number | null;
    };

/** The same, and why. */
export type Route = Choice & { readonly why: string };

/** For people: a pure function of the pointer and the session's id, like the choice that it explains. */
export function routeSession(pointer: Pointer, session: string): Route {
  const choice = chooseBundle(pointer, session);
  if (choice.kind === "halted") return choice;
  const { kind, variant, digest, bucket } = choice;
  return { kind, variant, digest, bucket, why: sayWhy(pointer, choice) };
}

/**
 * For a runtime, which opens sessions all day: to say why in words would take longer than to choose.
 *
 * @param session empty or missing means `current`: never the low bucket, which is the canary's
 */
export function chooseBundle(pointer: Pointer, session: string): Choice {
  const { current, ramp, halted } = pointer;
  if (halted !== null) return { kind: "halted", why: `halted by ${halted.by} at ${halted.at}: ${halted.reason}` };
  // JavaScript may leave the id out, whatever the type says.
  const bucket = ramp === null || typeof session !== "string" || session === "" ? null : bucketOf(ramp.salt, session);
  // The ramp is the low range: raising it moves nobody out.
  if (ramp !== null && bucket !== null && bucket < ramp.weight && !isRevoked(pointer, ramp.bundle))
    return { kind: "bundle", variant: "ramp", digest: ramp.bundle, bucket };
  if (isRevoked(pointer, current)) return { kind: "halted", why: `its bundle ${current} is revoked` };
  return { kind: "bundle", variant: "current", digest: current, bucket };
}

function sayWhy(pointer: Pointer, { variant, bucket }: Extract<Choice, { kind: "bundle" }>): string {
  const { ramp } = pointer;
  if (ramp === null) return "no ramp: every session gets the current bundle";
  if (bucket === null) return "no session id: the current bundle";
  if (variant === "ramp") return `bucket ${bucket} is below the ramp's ${ramp.weight} of 10,000`;
  if (isRevoked(pointer, ramp.bundle)) return "the ramp's bundle is revoked: the current bundle";
  return `bucket ${bucket} is not below the ramp's ${ramp.weight} of 10,000`;
}

function isRevoked({ revoked }: Pointer, digest: Digest): boolean {
  return revoked.some(({ bundle }) => bundle === digest);
}
