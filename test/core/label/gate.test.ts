import { describe, expect, test } from "vitest";
import { type Candidate, closed, type Gate, gatesOf, type Waivers } from "../../../src/core/label/gate.ts";
import type { LabelPolicy } from "../../../src/core/label/policy.ts";
import { digest, policy } from "./pointers.ts";

const nothing: Waivers = { force: null, allowBreaking: null };

const strict: LabelPolicy = policy({
  label: "prod",
  from: "canary",
  requires: ["golden", "security"],
  bake: 1_800,
  maxSeverity: "dangerous",
});

const candidate: Candidate = {
  contract: "support",
  digest: digest("a"),
  commit: { short: "c0ffee", contained: true, branch: "main" },
  evidence: new Map([
    ["golden", null],
    ["security", null],
  ]),
  servedBySource: 1_800,
  severity: "dangerous",
  rolledBack: null,
  revoked: null,
};

test("all conditions of a label, met", () => {
  expect(states(strict, candidate)).toEqual({
    branch: "met",
    golden: "met",
    security: "met",
    from: "met",
    bake: "met",
    severity: "met",
  });
});

test("all conditions of a label, missing, at once", () => {
  const bad: Candidate = {
    ...candidate,
    commit: { short: "c0ffee", contained: false, branch: "main" },
    evidence: new Map([
      ["golden", { says: "no evidence", wayOut: "promptctl test --save" }],
      ["security", { says: "no evidence", wayOut: "promptctl test --save" }],
    ]),
    servedBySource: 1_799,
    severity: "breaking",
    rolledBack: "Ada rolled prod back",
  };
  expect(states(strict, bad)).toEqual({
    branch: "missing",
    golden: "missing",
    security: "missing",
    from: "met",
    bake: "missing",
    severity: "missing",
    "rolled back": "missing",
  });
});

describe("one condition", () => {
  const open = policy({ label: "prod" });
  test.each<[string, LabelPolicy, Partial<Candidate>, Readonly<Record<string, Gate["state"]>>]>([
    ["no condition", open, { servedBySource: null, severity: "breaking", evidence: new Map() }, {}],
    [
      "a label without conditions takes any commit",
      open,
      { commit: { short: "c0ffee", contained: false, branch: "main" } },
      {},
    ],
    [
      "a label that requires something does not",
      policy({ label: "prod", requires: ["golden"] }),
      { commit: { short: "c0ffee", contained: false, branch: "main" } },
      { branch: "missing", golden: "met" },
    ],
    [
      "a label with `from` does not",
      policy({ label: "prod", from: "canary" }),
      { commit: { short: "c0ffee", contained: false, branch: "main" } },
      { branch: "missing", from: "met" },
    ],
    [
      "nobody knows from which commit it was built",
      policy({ label: "prod", from: "canary" }),
      { commit: null },
      { branch: "missing", from: "met" },
    ],
    [
      "the source serves something else",
      policy({ label: "prod", from: "canary", bake: 60 }),
      { servedBySource: null },
      { branch: "met", from: "missing", bake: "missing" },
    ],
    [
      "just put on its source",
      policy({ label: "prod", from: "canary", bake: 60 }),
      { servedBySource: 0 },
      { branch: "met", from: "met", bake: "missing" },
    ],
    [
      "as severe as is allowed",
      policy({ label: "prod", maxSeverity: "safe" }),
      { severity: "safe" },
      { severity: "met" },
    ],
    ["more severe", policy({ label: "prod", maxSeverity: "safe" }), { severity: "dangerous" }, { severity: "missing" }],
    ["nothing to compare with", policy({ label: "prod", maxSeverity: "safe" }), { severity: null }, {}],
    ["revoked", open, { revoked: "since 2026-11-20T12:00:00Z: it leaks" }, { revoked: "missing" }],
    ["taken back once", open, { rolledBack: "Ada rolled prod back" }, { "rolled back": "missing" }],
  ])("%s", (_name, label, part, expected) => expect(states(label, { ...candidate, ...part })).toEqual(expected));

  test("a kind of evidence that nobody looked up proves nothing", () => {
    expect(
      states(policy({ label: "prod", requires: ["golden"] }), { ...candidate, evidence: new Map() }),
    ).toMatchObject({ golden: "missing" });
  });
});

describe("waivers", () => {
  const bad: Candidate = {
    ...candidate,
    evidence: new Map([
      ["golden", { says: "no evidence", wayOut: "promptctl test --save" }],
      ["security", null],
    ]),
    servedBySource: 0,
    severity: "breaking",
    rolledBack: "Ada rolled prod back",
  };
  test.each<[string, Partial<Waivers>, readonly string[]]>([
    ["none", {}, ["golden", "bake", "severity", "rolled back"]],
    ["--force waives all but the severity", { force: "INC-7" }, ["severity"]],
    ["--allow-breaking waives the severity alone", { allowBreaking: "INC-7" }, ["golden", "bake", "rolled back"]],
    ["both", { force: "INC-7", allowBreaking: "INC-7" }, []],
  ])("%s", (_name, waivers, left) => {
    expect(closed(gatesOf(strict, bad, { ...nothing, ...waivers })).map(({ name }) => name)).toEqual(left);
  });

  test("nothing waives a revocation", () => {
    const revoked = { ...candidate, revoked: "since 2026-11-20T12:00:00Z: it leaks" };
    const gates = gatesOf(strict, revoked, { force: "INC-7", allowBreaking: "INC-7" });
    expect(closed(gates).map(({ name }) => name)).toEqual(["revoked"]);
  });

  test("a waived gate stays missing, and says by what reason it was waived", () => {
    const gates = gatesOf(strict, bad, { ...nothing, force: "INC-7" });
    expect(gates.find(({ name }) => name === "golden")).toMatchObject({ state: "missing", waivedBy: "INC-7" });
  });
});

function states(label: LabelPolicy, what: Candidate): Readonly<Record<string, Gate["state"]>> {
  return Object.fromEntries(gatesOf(label, what, nothing).map(({ name, state }) => [name, state]));
}
