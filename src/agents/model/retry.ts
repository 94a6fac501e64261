import { retryAfter } from "../../world/retry-after.ts";

/** Time and dice, so that waiting can be tested without waiting. */
export interface Patience {
  /** Milliseconds. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** Rejects when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** How often something transient is tried. */
export const attempts = 6;

const first = 1_000;
const most = 32_000;

/** Who asks for a longer pause is believed, and asked by another run. */
const longestAsked = 90_000;

/**
 * Milliseconds before the next attempt: exponential with full jitter, so that those who failed together do not
 * come back together. A pause that was asked for is kept, and a little of one's own put on top.
 *
 * @param attempt that failed, from 0
 * @param asked milliseconds that the other side asked for
 * @returns `null` where waiting is no use
 */
export function pauseAfter(attempt: number, asked: number | null, dice: number): number | null {
  if (attempt + 1 >= attempts || (asked !== null && asked > longestAsked)) return null;
  if (asked !== null) return asked + dice * first;
  return dice * Math.min(most, first * 2 ** attempt);
}

/** Milliseconds that an answer asks to wait; OpenAI says it more exactly than in seconds. */
export function askedPause(headers: Headers): number | null {
  const exact = headers.get("retry-after-ms")?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(exact)) return Number(exact);
  const seconds = retryAfter(Object.fromEntries(headers));
  return seconds === null ? null : seconds * 1_000;
}
