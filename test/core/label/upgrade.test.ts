import fc from "fast-check";
import { expect, test } from "vitest";
import type { Digest } from "../../../src/core/bundle/digest.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { routeSession } from "../../../src/core/label/route.ts";
import { upgradeOf } from "../../../src/core/label/upgrade.ts";
import { pointer } from "./pointers.ts";

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const [old, now, ramped] = [digest("a"), digest("b"), digest("c")];
const pinned = { label: "prod", bundle: old, session: "s-1" };
const ramp = { bundle: ramped, weight: 10_000, salt: "r-1" };
const revoked = (bundle: Digest) => [{ bundle, reason: "unsafe", at: "2026-11-20T12:00:00Z" }];
const halted = { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Ada" };

interface Case {
  readonly name: string;
  readonly pointer?: Partial<Pointer>;
  readonly pinned?: Partial<typeof pinned>;
  readonly onChange?: "pin" | "upgrade";
  readonly says: object;
}

const changed = (why: string, to = now): object => ({
  kind: "target_changed",
  digest: to,
  why: expect.stringContaining(why),
});

const cases: readonly Case[] = [
  { name: "safe to leave, and it wants to", says: { kind: "move", digest: now, variant: "current" } },
  { name: "it is served already", pinned: { bundle: now }, says: { kind: "stay" } },
  { name: "its contract pins", onChange: "pin", says: changed("sessions.on_change") },
  { name: "not shown to be safe", pointer: { upgradableFrom: [] }, says: changed("upgradableFrom") },
  { name: "another bundle is safe to leave", pointer: { upgradableFrom: [ramped] }, says: changed("upgradableFrom") },
  { name: "opened on another label", pinned: { label: "staging" }, says: changed("opened on staging") },
  { name: "routed to a ramp", pointer: { ramp }, says: changed("ramp", ramped) },
  {
    name: "beside a ramp",
    pointer: { ramp: { ...ramp, weight: 0 } },
    says: { kind: "move", digest: now, variant: "current" },
  },
  {
    name: "without an id, beside a ramp",
    pointer: { ramp },
    pinned: { session: "" },
    says: { kind: "move", digest: now },
  },
  { name: "pinned to what is ramped", pointer: { ramp }, pinned: { bundle: ramped }, says: { kind: "stay" } },
  {
    name: "the ramp that it came from is over",
    pinned: { bundle: ramped },
    pointer: { upgradableFrom: [old] },
    says: changed("upgradableFrom"),
  },
  { name: "halted", pointer: { halted }, says: { kind: "stay" } },
  { name: "the target is revoked", pointer: { revoked: revoked(now) }, says: { kind: "stay" } },
  {
    name: "a revoked ramp is passed by",
    pointer: { ramp, revoked: revoked(ramped) },
    says: { kind: "move", digest: now, variant: "current" },
  },
  {
    name: "what it has is revoked",
    pointer: { revoked: revoked(old) },
    says: { kind: "move", digest: now, variant: "current" },
  },
];

test.each(cases)("$name", ({ pointer: part = {}, pinned: who = {}, onChange = "upgrade", says }) => {
  const live = pointer({ current: now, upgradableFrom: [old], ...part });
  expect(upgradeOf(live, { ...pinned, ...who }, onChange)).toMatchObject(says);
});

test("nobody is moved to where a new session of the same id would not go, or from what is not named", () => {
  const digests = fc.constantFrom(old, now, ramped);
  fc.assert(
    fc.property(
      fc.record({
        current: digests,
        upgradableFrom: fc.subarray([old, now, ramped]),
        ramp: fc.option(
          fc.record({ bundle: digests, weight: fc.constantFrom(0, 5_000, 10_000), salt: fc.constant("r") }),
        ),
        revoked: fc.subarray([old, now, ramped]).map((all) => all.flatMap(revoked)),
        halted: fc.option(fc.constant(halted), { freq: 5 }),
      }),
      fc.record({ label: fc.constantFrom("prod", "staging"), bundle: digests, session: fc.string() }),
      fc.constantFrom("pin", "upgrade"),
      (part, who, onChange) => {
        const live = pointer(part);
        const upgrade = upgradeOf(live, who, onChange);
        if (upgrade.kind !== "move") return;
        expect(routeSession(live, who.session)).toMatchObject({ kind: "bundle", digest: upgrade.digest });
        expect([onChange, live.upgradableFrom.includes(who.bundle), upgrade.digest]).toEqual([
          "upgrade",
          true,
          live.current,
        ]);
        expect(upgrade.digest).not.toBe(who.bundle);
      },
    ),
  );
});
