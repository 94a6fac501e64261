import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { halt, lift, type ReasonedStamp, sayHalts } from "../../../src/core/label/halt.ts";
import { issuePointer, type Pointers, type Transition } from "../../../src/core/label/issue.ts";
import { decodePointer, encodePointer, type Halt, type Pointer } from "../../../src/core/label/pointer.ts";
import { requireUnmoved } from "../../../src/commands/act/release.ts";
import type { Releases } from "../../../src/commands/gather/releases.ts";
import { digest, pointer, stamp } from "./pointers.ts";

const because: ReasonedStamp = { ...stamp, reason: "it leaks" };
const now: Halt = { reason: "it leaks", at: stamp.at, by: "Grace" };
const before: Halt = { reason: "it is slow", at: "2026-11-19T08:00:00Z", by: "Ada <ada@example.com>" };

describe("halt", () => {
  test.each<[string, readonly Pointer[], readonly object[]]>([
    ["no label", [], []],
    ["one label", [pointer({ serial: 3 })], [{ label: "prod", serial: 4, halted: now }]],
    [
      "every label",
      [pointer({ serial: 3 }), pointer({ label: "canary" }), pointer({ label: "staging", serial: 8 })],
      [
        { label: "prod", serial: 4, halted: now },
        { label: "canary", serial: 2, halted: now },
        { label: "staging", serial: 9, halted: now },
      ],
    ],
    ["what is halted already", [pointer({ halted: before })], []],
    [
      "what is halted in part",
      [pointer({ halted: before }), pointer({ label: "canary" })],
      [{ label: "canary", serial: 2, halted: now }],
    ],
  ])("%s", (_name, pointers, writes) => {
    expect(halt(byLabel(pointers), because).writes).toMatchObject(writes);
    expect(halt(byLabel(pointers), because).writes).toHaveLength(writes.length);
  });

  test("again says since when and by whom", () => {
    expect(halt(byLabel([pointer({ halted: before }), pointer({ label: "canary", halted: before })]), because)).toEqual(
      {
        contract: "support",
        writes: [],
        notes: ["support is already halted since 2026-11-19T08:00:00Z by Ada: it is slow"],
      },
    );
  });

  test("a serial goes on from the highest that history knows", () => {
    const [written] = halt(byLabel([pointer({ serial: 3 })]), { ...because, highest: new Map([["prod", 7]]) }).writes;
    expect(written?.serial).toBe(8);
  });
});

describe("lift", () => {
  test("what is not halted says so", () => {
    const pointers = byLabel([pointer()]);
    expect(lift(pointers, pointers, because)).toMatchObject({ writes: [], notes: ["support is not halted"] });
  });

  test("a halt that nobody had seen stands", () => {
    const seen = byLabel([pointer({ halted: before })]);
    const fresh = byLabel([pointer({ halted: now, actor: "Grace" })]);
    expect(() => lift(fresh, seen, because)).toThrow(
      expect.objectContaining({ code: "WITHDRAWN_FIRST", message: "Grace halted support anew meanwhile" }),
    );
  });

  test("a label whose bundle is revoked opens no session all the same", () => {
    const revoked = [{ bundle: digest("a"), reason: "unsafe", at: stamp.at }];
    const pointers = byLabel([pointer({ halted: before, revoked })]);
    expect(lift(pointers, pointers, because).notes).toEqual([
      "prod still opens no session: support@aaaaaaaaaaaa is revoked; promote or roll back prod",
    ]);
  });
});

const halted = fc.option(fc.constantFrom(now, before));
const some = fc
  .uniqueArray(
    fc.record({
      label: fc.constantFrom("prod", "canary", "staging", "beta"),
      serial: fc.integer({ min: 1, max: 1_000 }),
      current: fc.constantFrom("a", "b", "c").map(digest),
      ramp: fc.option(fc.record({ bundle: fc.constant(digest("d")), weight: fc.nat(10_000), salt: fc.string() })),
      source: fc.record({ commit: fc.option(fc.constant("c0ffee")) }),
      halted,
    }),
    { selector: ({ label }) => label },
  )
  .map((parts) => byLabel(parts.map((part) => pointer(part))));

test("after a halt every pointer of the contract is halted, whatever there was", () => {
  fc.assert(
    fc.property(some, (pointers) => {
      const after = applied(pointers, halt(pointers, because));
      expect([...after.values()].every((one) => one.halted !== null)).toBe(true);
    }),
  );
});

test("serials only rise, by one, and what is written can be read", () => {
  fc.assert(
    fc.property(some, (pointers) => {
      for (const { writes } of [halt(pointers, because), lift(pointers, pointers, because)])
        for (const written of writes) {
          expect(written.serial).toBe((pointers.get(written.label)?.serial ?? 0) + 1);
          expect(decodePointer(encodePointer(written))).toEqual({ kind: "pointer", pointer: written });
        }
    }),
  );
});

test("a lift undoes exactly a halt", () => {
  fc.assert(
    fc.property(some, (pointers) => {
      const running = byLabel([...pointers.values()].map((one) => ({ ...one, halted: null })));
      const stopped = applied(running, halt(running, because));
      const again = applied(stopped, lift(stopped, stopped, because));
      expect([...again.values()].map(unstamped)).toEqual([...running.values()].map(unstamped));
    }),
  );
});

test("a halt twice is the first one", () => {
  fc.assert(
    fc.property(some, (pointers) => {
      const stopped = applied(pointers, halt(pointers, because));
      expect(halt(stopped, { ...because, reason: "another" }).writes).toEqual([]);
    }),
  );
});

test("a new label inherits the halt of any other, and every revocation", () => {
  const revoked = (hex: string) => [{ bundle: digest(hex), reason: "unsafe", at: stamp.at }];
  const pointers = byLabel([
    pointer({ revoked: revoked("a") }),
    pointer({ label: "canary", halted: before, revoked: [...revoked("a"), ...revoked("b")] }),
  ]);
  expect(issuePointer("staging", pointers, stamp, { current: digest("c") })).toMatchObject({
    serial: 1,
    halted: before,
    revoked: [...revoked("a"), ...revoked("b")],
  });
});

test("one halt on many labels is said once", () => {
  expect(sayHalts([pointer({ halted: now }), pointer({ label: "canary", halted: now }), pointer()])).toEqual([
    "support is halted since 2026-11-21T12:00:00Z by Grace: it leaks",
  ]);
});

describe("a promote that was planned before a halt does not go on top of it", () => {
  const planned = [pointer(), pointer({ label: "canary" })];
  const created = pointer({ label: "staging" });
  test.each<[string, readonly Pointer[], readonly Pointer[], Pointer, string | null]>([
    ["nothing happened", planned, planned, created, null],
    ["another label moved", planned, [pointer({ serial: 2 }), pointer({ label: "canary" })], created, null],
    ["halted, and a new label", planned, planned.map((one) => ({ ...one, halted: now })), created, "WITHDRAWN_FIRST"],
    [
      "halted, and a label that was there",
      planned,
      planned.map((one) => ({ ...one, halted: now })),
      pointer({ serial: 2 }),
      "WITHDRAWN_FIRST",
    ],
    [
      "the first label of all, halted at once",
      [],
      [pointer({ label: "canary", halted: now })],
      created,
      "WITHDRAWN_FIRST",
    ],
    [
      "a bundle was revoked",
      planned,
      planned.map((one) => ({ ...one, revoked: [{ bundle: digest("b"), reason: "unsafe", at: stamp.at }] })),
      created,
      "WITHDRAWN_FIRST",
    ],
  ])("%s", (_name, then, fresh, write, code) => {
    const act = () => requireUnmoved(branch(then), branch(fresh), [write]);
    if (code === null) expect(act).not.toThrow();
    else expect(act).toThrow(expect.objectContaining({ code }));
  });
});

function byLabel(pointers: readonly Pointer[]): Pointers {
  return new Map(pointers.map((one) => [one.label, one]));
}

function branch(pointers: readonly Pointer[]): Releases {
  return { pointers: new Map([["support", byLabel(pointers)]]) } as unknown as Releases;
}

function applied(pointers: Pointers, { writes }: Transition): Pointers {
  return new Map([...pointers, ...writes.map((one) => [one.label, one] as const)]);
}

/** What a mover says about every move. */
function unstamped({ serial: _serial, issuedAt: _at, actor: _by, reason: _why, ...rest }: Pointer): object {
  return rest;
}
