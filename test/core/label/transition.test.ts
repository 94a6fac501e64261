import { describe, expect, test } from "vitest";
import type { Digest } from "../../../src/core/bundle/digest.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import type { Transition } from "../../../src/core/label/issue.ts";
import { promote, type Promotion } from "../../../src/core/label/promote.ts";
import { rollback } from "../../../src/core/label/rollback.ts";
import { canaryPolicy, digest, pointer, policies, prodPolicy, stamp } from "./pointers.ts";

const [a, b, c] = [digest("a"), digest("b"), digest("c")];
const ramp = { bundle: b, weight: 500, salt: "r-1" };

/** prod serves a; in the right column of the table it ramps b, which canary serves. */
const noRamp = [pointer({ serial: 7, current: a, previous: c })];
const ramping = [
  pointer({ serial: 8, current: a, previous: c, ramp }),
  pointer({ label: "canary", serial: 3, current: b, previous: a }),
];

describe("promote canary", () => {
  test("sets canary, and ramps it on prod with a new salt", () => {
    const { writes } = promoteTo("canary", b, noRamp);
    expect(writes.map(short)).toEqual([
      { label: "canary", serial: 1, current: b, previous: null, ramp: null },
      { label: "prod", serial: 8, current: a, previous: c, ramp: { bundle: b, weight: 500, salt: "r-2" } },
    ]);
  });

  test("tells canary's sessions that they are in the environment of prod", () => {
    const { writes } = promoteTo("canary", b, noRamp);
    expect(writes.map(({ environment }) => environment)).toEqual([{ name: "production" }, { name: "production" }]);
  });

  test("says so where prod serves nothing yet", () => {
    const { writes, notes } = promoteTo("canary", b, []);
    expect(writes.map(({ label }) => label)).toEqual(["canary"]);
    expect(notes).toEqual([expect.stringContaining("prod serves nothing of support yet")]);
  });

  test("ramps nothing that everybody has already", () => {
    const { writes } = promoteTo("canary", a, noRamp);
    expect(writes.map(({ label }) => label)).toEqual(["canary"]);
  });

  test("of the same digest is a new weight with the salt of the rollout", () => {
    const { writes } = promoteTo("canary", b, ramping, { weight: 2_500 });
    expect(writes.map(short)).toEqual([
      { label: "prod", serial: 9, current: a, previous: c, ramp: { ...ramp, weight: 2_500 } },
    ]);
  });

  test("of the same digest and weight moves nothing", () => {
    expect(promoteTo("canary", b, ramping).writes).toEqual([]);
  });

  test("of the same digest without a weight keeps the one that was set", () => {
    const raised = [pointer({ serial: 8, ramp: { ...ramp, weight: 2_500 } }), ...ramping.slice(1)];
    expect(promoteTo("canary", b, raised).writes).toEqual([]);
  });

  test("of another digest is refused while a ramp is active", () => {
    expect(() => promoteTo("canary", c, ramping)).toThrow(expect.objectContaining({ code: "RAMP_IN_PROGRESS" }));
  });

  test("of another digest replaces it when told so, and draws anew", () => {
    const { writes } = promoteTo("canary", c, ramping, { replace: true });
    expect(writes.map(short)).toEqual([
      { label: "canary", serial: 4, current: c, previous: b, ramp: null },
      { label: "prod", serial: 9, current: a, previous: c, ramp: { bundle: c, weight: 500, salt: "r-2" } },
    ]);
  });
});

describe("promote prod", () => {
  test("makes current the previous one", () => {
    const { writes } = promoteTo("prod", b, noRamp);
    expect(writes.map(short)).toEqual([{ label: "prod", serial: 8, current: b, previous: a, ramp: null }]);
  });

  test("for the first time has nothing previous", () => {
    expect(promoteTo("prod", b, []).writes.map(short)).toEqual([
      { label: "prod", serial: 1, current: b, previous: null, ramp: null },
    ]);
  });

  test("of what it serves moves nothing", () => {
    expect(promoteTo("prod", a, noRamp).writes).toEqual([]);
  });

  test("of the ramped bundle ends the ramp", () => {
    const { writes, notes } = promoteTo("prod", b, ramping);
    expect(writes.map(short)).toEqual([{ label: "prod", serial: 9, current: b, previous: a, ramp: null }]);
    expect(notes).toHaveLength(1);
  });

  test.each([
    ["another bundle", c],
    ["what it serves", a],
  ])("of %s is refused while a ramp is active", (_name, other) => {
    expect(() => promoteTo("prod", other, ramping)).toThrow(expect.objectContaining({ code: "RAMP_IN_PROGRESS" }));
  });

  test("of another bundle ends the ramp when told so", () => {
    const { writes } = promoteTo("prod", c, ramping, { replace: true });
    expect(writes.map(short)).toEqual([{ label: "prod", serial: 9, current: c, previous: a, ramp: null }]);
  });

  test("of what it serves ends the ramp when told so, and keeps the way back", () => {
    const { writes } = promoteTo("prod", a, ramping, { replace: true });
    expect(writes.map(short)).toEqual([{ label: "prod", serial: 9, current: a, previous: c, ramp: null }]);
  });
});

describe("rollback canary", () => {
  test("takes what prod serves", () => {
    const pointers = [...noRamp, ...ramping.slice(1)];
    expect(rollbackOf("canary", pointers).writes.map(short)).toEqual([
      { label: "canary", serial: 4, current: a, previous: null, ramp: null },
    ]);
  });

  test("ends the ramp too", () => {
    expect(rollbackOf("canary", ramping).writes.map(short)).toEqual([
      { label: "canary", serial: 4, current: a, previous: null, ramp: null },
      { label: "prod", serial: 9, current: a, previous: c, ramp: null },
    ]);
  });

  test("moves nothing where it serves that already", () => {
    const pointers = [...noRamp, pointer({ label: "canary", current: a })];
    expect(rollbackOf("canary", pointers).writes).toEqual([]);
  });

  test("goes back in its own history where prod serves nothing", () => {
    const pointers = [pointer({ label: "canary", serial: 3, current: b, previous: a })];
    expect(rollbackOf("canary", pointers).writes.map(short)).toEqual([
      { label: "canary", serial: 4, current: a, previous: null, ramp: null },
    ]);
  });
});

describe("rollback prod", () => {
  test("takes the newest older bundle", () => {
    expect(rollbackOf("prod", noRamp).writes.map(short)).toEqual([
      { label: "prod", serial: 8, current: c, previous: null, ramp: null },
    ]);
  });

  test("ends the ramp and leaves current, and says so", () => {
    const { writes, notes } = rollbackOf("prod", ramping);
    expect(writes.map(short)).toEqual([{ label: "prod", serial: 9, current: a, previous: c, ramp: null }]);
    expect(notes).toHaveLength(1);
  });

  test("skips what was revoked", () => {
    const revoked = [{ bundle: b, reason: "leak", at: "2026-11-20T12:00:00Z" }];
    const now = pointer({ serial: 3, current: a, previous: b, revoked });
    const history = [now, pointer({ serial: 2, current: b, previous: c }), pointer({ serial: 1, current: c })];
    expect(rollbackOf("prod", [now], history).writes.map(short)).toEqual([
      { label: "prod", serial: 4, current: c, previous: null, ramp: null },
    ]);
  });

  test("ends where nothing is older", () => {
    expect(() => rollbackOf("prod", [pointer({})])).toThrow(expect.objectContaining({ code: "NOTHING_OLDER" }));
  });

  test("ends where all that is older was revoked", () => {
    const revoked = [{ bundle: b, reason: "leak", at: "2026-11-20T12:00:00Z" }];
    const now = pointer({ serial: 2, current: a, previous: b, revoked });
    expect(() => rollbackOf("prod", [now], [now, pointer({ current: b })])).toThrow(
      expect.objectContaining({ code: "NOTHING_OLDER" }),
    );
  });

  test("to a revoked bundle is refused", () => {
    const revoked = [{ bundle: b, reason: "leak", at: "2026-11-20T12:00:00Z" }];
    const now = pointer({ serial: 2, current: a, previous: b, revoked });
    expect(() => rollbackOf("prod", [now], [now, pointer({ current: b })], b)).toThrow(
      expect.objectContaining({ code: "REVOKED", message: expect.stringContaining("2026-11-20T12:00:00Z: leak") }),
    );
  });

  test("of a label that serves nothing is refused", () => {
    expect(() => rollbackOf("prod", [])).toThrow(expect.objectContaining({ code: "NOT_ON_LABEL" }));
  });

  test("to a named bundle takes that one and ends the ramp", () => {
    const { writes } = rollbackOf("prod", ramping, ramping.slice(0, 1), c);
    expect(writes.map(short)).toEqual([{ label: "prod", serial: 9, current: c, previous: null, ramp: null }]);
  });

  test("keeps the environment and the poll, and names the commit of the older bundle", () => {
    const poll = { interval: 60, deadline: 10, jitter: 0.2 };
    const now = pointer({
      serial: 2,
      current: a,
      previous: b,
      poll,
      environment: { name: "eu" },
      source: { commit: "new" },
      upgradableFrom: [b],
    });
    const history = [now, pointer({ current: b, source: { commit: "old" } })];
    const [moved] = rollbackOf("prod", [now], history).writes;
    expect(moved).toMatchObject({
      poll,
      environment: { name: "eu" },
      source: { commit: "old" },
      upgradableFrom: [],
      actor: "Grace",
    });
  });
});

test.each([
  ["below what history knows", 40, 41],
  ["above it", 3, 8],
])("after a pointer was put back by hand, the next serial is above all: %s", (_name, highest, serial) => {
  const [moved] = promote(promotionOf("prod", b, noRamp), { ...stamp, highest: new Map([["prod", highest]]) }).writes;
  expect(moved?.serial).toBe(serial);
});

describe("halt and revocations are of the whole contract", () => {
  const revoked = [{ bundle: c, reason: "leak", at: "2026-11-20T12:00:00Z" }];
  const halted = { reason: "stop", at: "2026-11-20T12:00:00Z", by: "Ada" };

  test.each(["canary", "prod", "staging"])("a move of %s keeps them, a new pointer inherits them", (label) => {
    const { writes } = promoteTo(label, b, [pointer({ revoked, halted })]);
    expect(writes.length).toBeGreaterThan(0);
    for (const written of writes) expect(written).toMatchObject({ revoked, halted });
  });
});

function promoteTo(label: string, to: Digest, pointers: readonly Pointer[], more: Partial<Promotion> = {}): Transition {
  return promote({ ...promotionOf(label, to, pointers), ...more }, stamp);
}

function promotionOf(label: string, to: Digest, pointers: readonly Pointer[]): Promotion {
  const policy = policies.find((known) => known.label === label) ?? prodPolicy;
  return {
    contract: "support",
    policy,
    policies,
    pointers: byLabel(pointers),
    digest: to,
    weight: null,
    replace: false,
    upgradableFrom: [],
  };
}

function rollbackOf(
  label: string,
  pointers: readonly Pointer[],
  history = pointers.filter((known) => known.label === label),
  to: Digest | null = null,
): Transition {
  const canaryOf = label === canaryPolicy.label ? "prod" : null;
  return rollback(
    { contract: "support", label, canaryOf, pointers: byLabel(pointers), older: history.slice(1), to },
    stamp,
  );
}

function byLabel(pointers: readonly Pointer[]): ReadonlyMap<string, Pointer> {
  return new Map(pointers.map((known) => [known.label, known]));
}

function short({ label, serial, current, previous, ramp: active }: Pointer): Partial<Pointer> {
  return { label, serial, current, previous, ramp: active };
}
