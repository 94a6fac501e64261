import type { Digest } from "../core/bundle/digest.ts";

/** Where pointers and bundles come from. It only fetches: what they are worth is decided elsewhere. */
export interface Source {
  readonly name: string;
  /** `null` where there is no such pointer. */
  pointer(contract: string, label: string, signal: AbortSignal): Promise<Uint8Array | null>;
  bundle(digest: Digest, signal: AbortSignal): Promise<Uint8Array | null>;
}

/** Remote bytes have a maximum, before they are read and while they are. */
export const sourceLimits = { pointer: 64 * 1024, bundle: 16 * 1024 * 1024 } as const;
