import type { Bundle } from "../../core/bundle/bundle.ts";
import type { Digest } from "../../core/bundle/digest.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import type { Pin } from "../pin.ts";

/** A reason to end the run, or `null` to go on. */
export type Stop = { readonly stop_reason: string; readonly message: string } | null;

/** What a client knows at this moment. */
export interface Live {
  readonly pointer: Pointer;
  /** A bundle that the pointer serves; `null` where it is not in memory. */
  bundle(digest: Digest): Bundle | null;
  /** A sentence where what is known is older than the host allows. */
  readonly stale: string | null;
}

/** What was taken from everyone, pinned sessions included. */
export function withdrawal({ bundle }: Pin, { pointer: { halted, revoked }, stale }: Live): Stop {
  if (halted !== null) return { stop_reason: "halted", message: halted.reason };
  const revocation = revoked.find((one) => one.bundle === bundle);
  if (revocation !== undefined) return { stop_reason: "revoked", message: revocation.reason };
  // Nobody knows whether it was halted since.
  return stale === null ? null : { stop_reason: "halted", message: stale };
}
