import { describe, expect, test } from "vitest";
import { hexOf } from "../../../src/core/bundle/digest.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { type Evidence, evidencePath } from "../../../src/core/label/evidence.ts";
import { evidenceGap, type Wanted } from "../../../src/core/label/evidence-gap.ts";
import { outranks } from "../../../src/core/label/evidence-rank.ts";
import { encodeEvidence } from "../../../src/core/label/statement.ts";
import { digest } from "./pointers.ts";

const evidence: Evidence = {
  kind: "golden",
  bundle: digest("a"),
  goldenSet: digest("b"),
  contract: "support",
  runner: "node agent.mjs",
  mode: "command",
  recordings: null,
  tasks: { refund_small: digest("1"), refund_large: digest("2"), flaky: digest("3") },
  runs: { made: 6, passed: 5 },
  passed: ["refund_small", "refund_large"],
  quarantined: ["flaky"],
  failed: [],
};

const wanted: Wanted = {
  bundle: digest("a"),
  kind: "golden",
  goldenSet: digest("b"),
  required: ["refund_large", "refund_small"],
  tasks: new Map(Object.entries(evidence.tasks)),
  live: false,
};

const statement = statementOf(evidence);

test("what passed proves it", () => expect(evidenceGap(statement, wanted)).toBeNull());

test("more than is required proves it too", () =>
  expect(evidenceGap(statement, { ...wanted, required: ["refund_small"] })).toBeNull());

test("evidence lies by bundle, kind and golden set", () => {
  expect(evidencePath(digest("a"), "security", digest("b"))).toBe(
    `evidence/${"a".repeat(64)}/security/${"b".repeat(64)}.json`,
  );
});

describe("what proves nothing, each with its own reason", () => {
  const cases: readonly (readonly [string, Json | undefined, Partial<Wanted>])[] = [
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
    expect(evidenceGap(stored, { ...wanted, ...other })?.says).toEqual(expect.stringMatching(/\w$/));
  });

  test("another kind", () => {
    expect(evidenceGap(statementOf({ ...evidence, kind: "security" }), wanted)?.reason).toBe("untrue");
  });

  test("a required task is among those that failed", () => {
    expect(evidenceGap(withPredicate({ failedTests: ["refund_small"] }), wanted)?.reason).toBe("failed");
  });
});

test("the reason names what is missing", () => {
  expect(evidenceGap(statement, { ...wanted, required: ["refund_small", "transfer"] })?.says).toContain("transfer");
  expect(evidenceGap(statementOf({ ...evidence, failed: ["other"] }), wanted)?.says).toContain("other");
});

test("it names who played the tasks, and the recordings that a replay came from", () => {
  const configurations = (part: Partial<Evidence>): unknown =>
    (statementOf({ ...evidence, ...part })["predicate"] as JsonObject)["configuration"];
  const goldens = { name: "goldens", digest: { sha256: hexOf(evidence.goldenSet) } };
  const played = {
    kind: "golden",
    runner: "node agent.mjs",
    mode: "command",
    counts: { passed: 2, failed: 0, quarantined: 1, runs: 6, runs_passed: 5 },
    tasks: evidence.tasks,
  };
  expect(configurations({})).toEqual([{ ...goldens, annotations: played }]);
  expect(configurations({ mode: "replay", recordings: digest("c") })).toEqual([
    { ...goldens, annotations: { ...played, mode: "replay" } },
    { name: "recordings", digest: { sha256: "c".repeat(64) } },
  ]);
});

describe("a label that demands live", () => {
  const live = { ...wanted, live: true };
  test.each(["live", "record", "command", "http"])("takes what the agent itself did: %s", (mode) => {
    expect(evidenceGap(statementOf({ ...evidence, mode }), live)).toBeNull();
  });

  test.each(["replay", "REPLAY", "guess"])("refuses what it did not: %s", (mode) => {
    expect(evidenceGap(statementOf({ ...evidence, mode }), live)?.reason).toBe("replayed");
    expect(evidenceGap(statementOf({ ...evidence, mode }), wanted)).toBeNull();
  });

  test("says first that tasks failed", () => {
    expect(evidenceGap(statementOf({ ...evidence, mode: "replay", failed: ["other"] }), live)?.reason).toBe("failed");
  });
});

describe("golden tasks that changed since", () => {
  const later: Wanted = { ...wanted, goldenSet: digest("c") };
  const now = (tasks: Evidence["tasks"]): Wanted => ({ ...later, tasks: new Map(Object.entries(tasks)) });
  const { refund_small: _, ...rest } = evidence.tasks;

  test.each<[string, Wanted, string]>([
    ["new", now({ ...evidence.tasks, lost: digest("4") }), "lost is new"],
    ["gone", now(rest), "refund_small is gone"],
    ["changed", now({ ...evidence.tasks, flaky: digest("4") }), "flaky changed"],
    [
      "all of it",
      now({ ...rest, flaky: digest("4"), lost: digest("5") }),
      "lost is new, flaky changed and refund_small is gone",
    ],
  ])("are named: %s", (_name, asked, says) => {
    const found = evidenceGap(undefined, asked, [statement]);
    expect(found).toEqual({ reason: "stale", says: `the golden evidence is stale: ${says} since it was saved` });
  });

  test("are told by the result that is nearest to them", () => {
    const far = statementOf({ ...evidence, goldenSet: digest("d"), tasks: { refund_small: digest("9") } });
    const asked = now({ ...evidence.tasks, lost: digest("4") });
    expect(evidenceGap(undefined, asked, [far, statement])?.says).toContain("stale: lost is new since");
  });

  test("by their names alone, where that is all that is stored", () => {
    const names = withPredicate({ configuration: [] });
    expect(evidenceGap(undefined, now({ ...evidence.tasks, lost: digest("4") }), [names])?.says).toContain(
      "lost is new",
    );
    expect(evidenceGap(undefined, later, [names])?.says).toContain("golden tasks changed since");
  });

  test("are not told by results of another bundle, or by what is no result", () => {
    const other = statementOf({ ...evidence, bundle: digest("e") });
    expect(evidenceGap(undefined, later, [other, [], "text", undefined])?.reason).toBe("absent");
  });

  test("what nobody could run is empty, whatever is stored", () => {
    expect(evidenceGap(statement, { ...wanted, required: [] })?.says).toContain("in quarantine");
    expect(evidenceGap(statement, { ...wanted, required: [], tasks: new Map() })?.says).toContain(
      "there are no golden",
    );
  });
});

describe("a replay does not replace what the agent itself did", () => {
  const ran = (mode: string, failed: readonly string[] = []): Evidence => ({ ...evidence, mode, failed });
  test.each<[string, Evidence, Evidence, boolean]>([
    ["passed and passed", ran("live"), ran("replay"), true],
    ["failed and passed", ran("live", ["x"]), ran("replay"), true],
    ["failed and failed", ran("live", ["x"]), ran("replay", ["x"]), true],
    ["passed, and the replay failed", ran("live"), ran("replay", ["x"]), false],
    ["a program", ran("command"), ran("replay"), true],
    ["the agent itself, again", ran("live"), ran("live"), false],
    ["a replay, again", ran("replay", ["x"]), ran("replay"), false],
    ["the agent after a replay", ran("replay"), ran("record", ["x"]), false],
    ["of another golden set", { ...ran("live"), goldenSet: digest("c") }, ran("replay"), false],
  ])("%s", (_name, before, fresh, kept) => expect(outranks(statementOf(before), fresh)).toBe(kept));

  test("where nothing readable is stored, it is stored", () => {
    expect(outranks(undefined, ran("replay"))).toBe(false);
    expect(outranks([], ran("replay"))).toBe(false);
  });
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
