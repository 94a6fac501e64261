import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReasonedStamp } from "../../../src/core/label/halt.ts";
import { lastMoved } from "../../../src/core/label/history.ts";
import type { Pointers, Transition } from "../../../src/core/label/issue.ts";
import { moveMessage } from "../../../src/core/label/message.ts";
import { decodePointer, encodePointer, type Pointer } from "../../../src/core/label/pointer.ts";
import { sayRevocations } from "../../../src/core/label/revocation.ts";
import { revoke, type Revoking } from "../../../src/core/label/revoke.ts";
import { routeSession } from "../../../src/core/label/route.ts";
import { digest, entryOf, pointer, stamp } from "./pointers.ts";

const [a, b, c, d] = [digest("a"), digest("b"), digest("c"), digest("d")];
const because: ReasonedStamp = { ...stamp, reason: "it leaks" };
const marked = { bundle: b, reason: "it leaks", at: stamp.at };
const halted = { reason: "stop", at: "2026-11-20T12:00:00Z", by: "Ada" };
const ramp = { bundle: b, weight: 500, salt: "r-1" };
const byC: Revoking["replacement"] = { digest: c, commit: "beef" };

describe("revoke b", () => {
  test.each<[string, readonly Pointer[], Revoking["replacement"], readonly object[], readonly string[]]>([
    ["no label", [], null, [], []],
    [
      "labels that do not serve it are marked",
      [pointer({ serial: 3 }), pointer({ label: "canary", current: c })],
      null,
      [
        { label: "prod", serial: 4, current: a, revoked: [marked], source: { commit: null } },
        { label: "canary", serial: 2, current: c, revoked: [marked] },
      ],
      [],
    ],
    ["a label that serves it", [pointer({ current: b }), pointer({ label: "canary" })], null, [], ["prod"]],
    ["a ramp that serves it", [pointer({ ramp })], null, [], ["prod"]],
    [
      "served, and all are halted",
      [pointer({ current: b, halted }), pointer({ label: "canary", ramp, halted })],
      null,
      [
        { label: "prod", current: b, revoked: [marked], halted },
        { label: "canary", ramp, revoked: [marked], halted },
      ],
      [],
    ],
    [
      "served where it is not halted",
      [pointer({ current: b }), pointer({ label: "canary", halted })],
      null,
      [],
      ["prod"],
    ],
    [
      "with a replacement",
      [pointer({ serial: 8, current: b, previous: a, upgradableFrom: [a] }), pointer({ label: "canary", ramp })],
      byC,
      [
        { serial: 9, current: c, previous: a, upgradableFrom: [], source: { commit: "beef" }, revoked: [marked] },
        { label: "canary", serial: 2, current: a, ramp: null, revoked: [marked] },
      ],
      [],
    ],
    [
      "another ramp ends with what it ran beside",
      [pointer({ current: b, ramp: { ...ramp, bundle: d } })],
      byC,
      [{ current: c, ramp: null }],
      [],
    ],
    [
      "the replacement was the one before",
      [pointer({ current: b, previous: c })],
      byC,
      [{ current: c, previous: null }],
      [],
    ],
    [
      "nothing goes back to it, and nothing moves on from it",
      [pointer({ previous: b, upgradableFrom: [b, c] })],
      null,
      [{ current: a, previous: null, upgradableFrom: [c], revoked: [marked] }],
      [],
    ],
    ["what is marked already", [pointer({ revoked: [marked] })], null, [], []],
    [
      "marked while it was halted, and replaced now",
      [pointer({ current: b, revoked: [marked], halted }), pointer({ label: "canary", revoked: [marked], halted })],
      byC,
      [{ label: "prod", current: c, revoked: [marked], halted }],
      [],
    ],
  ])("%s", (_name, pointers, replacement, writes, serving) => {
    const done = revoke({ digest: b, replacement }, byLabel(pointers), because);
    expect(done.writes).toMatchObject(writes);
    expect([done.writes.length, done.serving]).toEqual([writes.length, serving]);
  });

  test("what was served instead of what, and which ramp ended, is said", () => {
    const pointers = byLabel([pointer({ current: b }), pointer({ label: "canary", ramp })]);
    expect(revoke({ digest: b, replacement: byC }, pointers, because).notes).toEqual([
      "prod of support: support@bbbbbbbbbbbb → support@cccccccccccc",
      "canary of support: the ramp of support@bbbbbbbbbbbb ends",
    ]);
    expect(revoke({ digest: b, replacement: byC }, byLabel([pointer()]), because).notes).toEqual([
      "no label served it, so nothing was replaced",
    ]);
  });

  test("a long reason is cut where it stays for ever", () => {
    const reason = "x".repeat(1_000);
    const [written] = revoke({ digest: b, replacement: null }, byLabel([pointer()]), { ...because, reason }).writes;
    expect(written?.reason).toBe(reason);
    expect(written?.revoked[0]?.reason).toHaveLength(201);
  });
});

const bundle = fc.constantFrom(a, b, c, d);
const some = fc
  .uniqueArray(
    fc.record({
      label: fc.constantFrom("prod", "canary", "staging", "beta"),
      serial: fc.integer({ min: 1, max: 1_000 }),
      current: bundle,
      previous: fc.option(bundle),
      ramp: fc.option(fc.record({ bundle, weight: fc.nat(10_000), salt: fc.string() })),
      halted: fc.option(fc.constant(halted)),
    }),
    { selector: ({ label }) => label },
  )
  .map((parts) => byLabel(parts.map((part) => pointer(part))));
const replacement = fc.option(fc.constantFrom(a, c, d).map((to) => ({ digest: to, commit: null })));

test("either nothing is written and labels are named, or no session gets it and none goes back to it, on any label", () => {
  fc.assert(
    fc.property(some, replacement, fc.string(), (pointers, to, session) => {
      const done = revoke({ digest: b, replacement: to }, pointers, because);
      if (done.serving.length > 0) {
        expect([to, done.writes]).toEqual([null, []]);
        return;
      }
      for (const now of applied(pointers, done).values()) {
        expect(now.revoked).toContainEqual(marked);
        expect(now.previous).not.toBe(b);
        expect(routeSession(now, session)).not.toMatchObject({ digest: b });
        if (to !== null) expect([now.current, now.ramp?.bundle]).not.toContain(b);
      }
    }),
  );
});

test("serials only rise, by one; what is written can be read; halts stay; once more changes nothing", () => {
  fc.assert(
    fc.property(some, replacement, (pointers, to) => {
      const done = revoke({ digest: b, replacement: to }, pointers, because);
      for (const written of done.writes) {
        expect(written.serial).toBe((pointers.get(written.label)?.serial ?? 0) + 1);
        expect(written.halted).toEqual(pointers.get(written.label)?.halted);
        expect(decodePointer(encodePointer(written))).toEqual({ kind: "pointer", pointer: written });
      }
      if (done.serving.length === 0)
        expect(revoke({ digest: b, replacement: to }, applied(pointers, done), because).writes).toEqual([]);
    }),
  );
});

test("who revoked it is who wrote the first pointer with it", () => {
  const [first, second] = [pointer({ serial: 2, revoked: [marked] }), pointer({ serial: 3, revoked: [marked] })];
  const log = [
    { ...entryOf("promote", second), actor: "Bob" },
    { ...entryOf("revoke", first), actor: "Ada <ada@example.com>" },
    { ...entryOf("promote", pointer()), actor: "Eve" },
  ];
  expect(sayRevocations([second, { ...second, label: "canary" }], log)).toEqual([
    "support@bbbbbbbbbbbb is revoked since 2026-11-21T12:00:00Z by Ada: it leaks",
  ]);
});

test("the commit names the bundle, and what a label moved last is no halt and no revocation", () => {
  const { writes } = revoke(
    { digest: b, replacement: null },
    byLabel([pointer(), pointer({ label: "canary" })]),
    because,
  );
  const unsaid = { force: null, allowBreaking: null, severity: null, evidence: [] };
  const message = moveMessage({ action: "revoke", label: null, writes, reason: "it leaks", ...unsaid });
  expect(message.split("\n").slice(0, 3)).toEqual(["revoke: support", "", "- revoked: support@bbbbbbbbbbbb"]);
  const log = [
    { ...entryOf("revoke", pointer({ contract: "sales" })), commit: "3" },
    { ...entryOf("halt", pointer({ contract: "sales" })), commit: "2" },
    { ...entryOf("promote", pointer()), commit: "1" },
  ];
  expect(lastMoved(log, "prod")).toEqual(["support"]);
});

function byLabel(pointers: readonly Pointer[]): Pointers {
  return new Map(pointers.map((one) => [one.label, one]));
}

function applied(pointers: Pointers, { writes }: Transition): Pointers {
  return new Map([...pointers, ...writes.map((one) => [one.label, one] as const)]);
}
