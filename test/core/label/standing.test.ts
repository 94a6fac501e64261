import fc from "fast-check";
import { expect, test } from "vitest";
import { type LogEntry, servedSince } from "../../../src/core/label/history.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { knowsRevocations, standingIn } from "../../../src/core/label/standing.ts";
import { digest, entryOf, pointer } from "./pointers.ts";

const current = fc.constantFrom(digest("a"), digest("b"));

/** Newest first. */
function logOf(bundles: readonly Pointer["current"][]): readonly LogEntry[] {
  const pointers = bundles.map((bundle, at) =>
    pointer({ current: bundle, serial: at + 1, issuedAt: `2026-11-20T${String(at).padStart(2, "0")}:00:00Z` }),
  );
  return pointers.map((after, at) => ({ ...entryOf("promote", after), before: pointers[at - 1] ?? null })).toReversed();
}

test("the move that put a bundle there is the first of those since when it is served, and needs no older history", () => {
  fc.assert(
    fc.property(fc.array(current, { minLength: 1, maxLength: 20 }), (bundles) => {
      const log = logOf(bundles);
      const [newest] = log;
      if (newest === undefined) return;
      const { put } = standingIn(log, newest.after);
      expect(put?.after.issuedAt).toBe(servedSince(log, "support", "prod", newest.after.current));
      const depth = log.findIndex((entry) => entry === put) + 1;
      expect(standingIn(log.slice(0, depth), newest.after).put).toBe(put);
      expect(standingIn(log.slice(0, depth - 1), newest.after).put).toBeNull();
    }),
  );
});

test("another contract's moves, and another label's, are not it", () => {
  const log = logOf([digest("a")]);
  expect(standingIn(log, pointer({ contract: "sales" })).put).toBeNull();
  expect(standingIn(log, pointer({ label: "canary" })).put).toBeNull();
});

test("a revocation is known from the move that made it on, and not from later ones", () => {
  const at = "2026-11-20T12:00:00Z";
  const before = pointer();
  const revoked = pointer({ serial: 2, revoked: [{ bundle: digest("b"), reason: "it leaks", at }] });
  const later = pointer({ ...revoked, serial: 3 });
  const made = { ...entryOf("revoke", revoked), before };
  const moved = { ...entryOf("promote", later), before: revoked };
  expect(knowsRevocations([], pointer())).toBe(true);
  expect(knowsRevocations([moved], later)).toBe(false);
  expect(knowsRevocations([moved, made], later)).toBe(true);
});
