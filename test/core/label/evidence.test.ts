import { describe, expect, test } from "vitest";
import { hexOf } from "../../../src/core/bundle/digest.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import {
  encodeEvidence,
  type Evidence,
  type EvidenceKind,
  evidencePath,
  evidenceProblem,
} from "../../../src/core/label/evidence.ts";
import { digest } from "./pointers.ts";

const evidence: Evidence = {
  kind: "golden",
  bundle: digest("a"),
  goldenSet: digest("b"),
  contract: "support",
  runner: "node agent.mjs",
  mode: "command",
  recordings: null,
  passed: ["refund_small", "refund_large"],
  quarantined: ["flaky"],
  failed: [],
};

const wanted = {
  bundle: digest("a"),
  kind: "golden" as EvidenceKind,
  goldenSet: digest("b"),
  required: ["refund_large", "refund_small"],
};

const statement = statementOf(evidence);

test("what passed proves it", () => expect(evidenceProblem(statement, wanted)).toBeNull());

test("more than is required proves it too", () =>
  expect(evidenceProblem(statement, { ...wanted, required: ["refund_small"] })).toBeNull());

test("evidence lies by bundle, kind and golden set", () => {
  expect(evidencePath(digest("a"), "security", digest("b"))).toBe(
    `evidence/${"a".repeat(64)}/security/${"b".repeat(64)}.json`,
  );
});

describe("what proves nothing, each with its own reason", () => {
  const cases: readonly (readonly [string, Json | undefined, Partial<typeof wanted>])[] = [
    ["nothing is stored", undefined, {}],
    ["nothing is required", statement, { required: [] }],
    ["not a statement", [], {}],
    ["another type of statement", { ...statement, _type: "https://in-toto.io/Statement/v0.1" }, {}],
    ["another type of predicate", { ...statement, predicateType: "https://slsa.dev/provenance/v1" }, {}],
    ["another bundle", statement, { bundle: digest("c") }],
    ["no subject", { ...statement, subject: [] }, {}],
    [
      "a subject by another algorithm",
      { ...statement, subject: [{ name: "support", digest: { md5: hexOf(evidence.bundle) } }] },
      {},
    ],
    ["other golden tasks", statement, { goldenSet: digest("c") }],
    ["no golden tasks named", withPredicate({ configuration: [] }), {}],
    ["no result", { ...statement, predicate: null }, {}],
    ["FAILED", statementOf({ ...evidence, failed: ["other"] }), {}],
    ["WARNED", withPredicate({ result: "WARNED" }), {}],
    ["a result in another spelling", withPredicate({ result: "passed" }), {}],
    ["a required task is missing", statement, { required: ["refund_small", "transfer"] }],
    ["a required task was quarantined", statement, { required: ["flaky"] }],
    ["nothing passed", withPredicate({ passedTests: [] }), {}],
    ["what passed is not a list", withPredicate({ passedTests: "refund_small" }), {}],
  ];
  test.each(cases)("%s", (_name, stored, other) => {
    expect(evidenceProblem(stored, { ...wanted, ...other })).toEqual(expect.stringMatching(/\w/));
  });

  test("another kind", () => {
    expect(evidenceProblem(statementOf({ ...evidence, kind: "security" }), wanted)).not.toBeNull();
  });

  test("a required task is among those that failed", () => {
    expect(evidenceProblem(withPredicate({ failedTests: ["refund_small"] }), wanted)).not.toBeNull();
  });
});

test("the reason names what is missing", () => {
  expect(evidenceProblem(statement, { ...wanted, required: ["refund_small", "transfer"] })).toContain("transfer");
  expect(evidenceProblem(statementOf({ ...evidence, failed: ["other"] }), wanted)).toContain("other");
});

test("it names who played the tasks, and the recordings that a replay came from", () => {
  const configurations = (part: Partial<Evidence>): unknown =>
    (statementOf({ ...evidence, ...part })["predicate"] as JsonObject)["configuration"];
  const goldens = { name: "goldens", digest: { sha256: hexOf(evidence.goldenSet) } };
  const played = { kind: "golden", runner: "node agent.mjs", mode: "command" };
  expect(configurations({})).toEqual([{ ...goldens, annotations: played }]);
  expect(configurations({ mode: "replay", recordings: digest("c") })).toEqual([
    { ...goldens, annotations: { ...played, mode: "replay" } },
    { name: "recordings", digest: { sha256: "c".repeat(64) } },
  ]);
});

test("the same result has the same bytes, in whatever order the tasks ran", () => {
  expect(encodeEvidence({ ...evidence, passed: evidence.passed.toReversed() })).toEqual(encodeEvidence(evidence));
});

function statementOf(from: Evidence): JsonObject {
  return JSON.parse(new TextDecoder().decode(encodeEvidence(from))) as JsonObject;
}

function withPredicate(part: JsonObject): JsonObject {
  return { ...statement, predicate: { ...(statement["predicate"] as JsonObject), ...part } };
}
