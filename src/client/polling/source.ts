import type { Digest } from "../../core/bundle/digest.ts";
import { sayCause } from "../../core/failure.ts";

/**
 * Where pointers and bundles come from. It only fetches: what they are worth is decided elsewhere. What it throws is
 * taken as: it could not be reached.
 */
export interface Source {
  /** For people: without queries and credentials. */
  readonly name: string;
  /** @param validator what came with the content that is held, stored and served; `null` asks for all of it */
  pointer(contract: string, label: string, validator: string | null, signal: AbortSignal): Promise<PointerAnswer>;
  bundle(digest: Digest, signal: AbortSignal): Promise<BundleAnswer>;
  close(): void;
}

export type BundleAnswer =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "missing" }
  | FailedAnswer;

export type PointerAnswer =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly validator: string | null }
  /** Only where a validator was sent. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "missing" }
  | FailedAnswer;

export interface FailedAnswer {
  readonly kind: "failed";
  readonly reason: "bad_content" | "unreachable";
  readonly why: string;
  /** Milliseconds for which the source wants to be left alone; `null` where it does not say. */
  readonly retryAfter: number | null;
}

/** Remote bytes have a maximum, before they are read and while they are. */
export const sourceLimits = { pointer: 64 * 1024, bundle: 16 * 1024 * 1024 } as const;

/** What was thrown, as an answer. An attempt that was ended says why in its signal. */
export function unreachable({ name }: Source, error: unknown, signal: AbortSignal): FailedAnswer {
  const why = signal.aborted ? `${name} gave ${sayCause(signal.reason)}` : sayCause(error);
  return { kind: "failed", reason: "unreachable", why, retryAfter: null };
}
