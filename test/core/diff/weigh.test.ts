import { describe, expect, test } from "vitest";
import type { ChangeFinding, ContractDiff } from "../../../src/core/diff/judge.ts";
import { weighChanges } from "../../../src/core/diff/weigh.ts";
import type { SeverityLevel } from "../../../src/core/severity.ts";

describe("a diff as a team weighs it", () => {
  test.each([
    ["raised, for those whom it reaches", ["safe", "dangerous", "safe"], "breaking", ["safe", "breaking", "safe"]],
    ["lowered", ["breaking", "safe", "dangerous"], "dangerous", ["dangerous", "safe", "dangerous"]],
    ["called safe", ["breaking", "safe", "dangerous"], "safe", ["safe", "safe", "safe"]],
    [
      "raised for all, where it reaches nobody",
      ["safe", "safe", "safe"],
      "dangerous",
      ["dangerous", "dangerous", "dangerous"],
    ],
    ["left alone by a level of check", ["safe", "dangerous", "safe"], "error", ["safe", "dangerous", "safe"]],
  ] as const)("a rule is %s", (_how, levels, weight, expected) => {
    const { findings } = weighChanges(diffOf(finding("TOOL_RENAMED", levels)), { TOOL_RENAMED: weight });
    expect(findings.map(levelsOf)).toEqual([expected]);
  });

  test("a rule that is off says nothing, and the facts stay", () => {
    const diff = diffOf(
      finding("TOOL_REMOVED", ["breaking", "safe", "safe"]),
      finding("TOOL_ADDED", ["safe", "safe", "safe"]),
    );
    const weighed = weighChanges(diff, { TOOL_REMOVED: "off" });
    expect(weighed.findings.map(({ rule }) => rule)).toEqual(["TOOL_ADDED"]);
    expect([weighed.severity, weighed.changes]).toEqual(["safe", diff.changes]);
  });

  test("the worst comes first again", () => {
    const diff = diffOf(
      finding("TOOL_REMOVED", ["breaking", "safe", "safe"]),
      finding("PROMPT_REWORDED", ["safe", "dangerous", "safe"]),
    );
    const weighed = weighChanges(diff, { TOOL_REMOVED: "safe", PROMPT_REWORDED: "breaking" });
    expect(weighed.findings.map(({ rule }) => rule)).toEqual(["PROMPT_REWORDED", "TOOL_REMOVED"]);
    expect(weighed.severity).toBe("breaking");
  });

  test("nothing is weighed where nothing is said", () => {
    const diff = diffOf(finding("TOOL_REMOVED", ["breaking", "safe", "safe"]));
    expect(weighChanges(diff, {})).toEqual(diff);
  });
});

type Levels = readonly [SeverityLevel, SeverityLevel, SeverityLevel];

function finding(rule: string, [inFlight, newSessions, downstream]: Levels): ChangeFinding {
  return {
    rule,
    contract: "support",
    place: null,
    mention: null,
    path: ["tools", "get_order"],
    message: "something is another one",
    severity: { inFlight, newSessions, downstream },
    wayOut: null,
    words: [],
    witness: null,
    fingerprint: "0123456789abcdef",
  };
}

function levelsOf({ severity: { inFlight, newSessions, downstream } }: ChangeFinding): Levels {
  return [inFlight, newSessions, downstream];
}

function diffOf(...findings: readonly ChangeFinding[]): ContractDiff {
  const none = { system: 0, messages: 0, tools: 0, total: 0 };
  const changes = [{ kind: "removed", path: ["tools", "get_order"], before: {} }] as const;
  return {
    contract: "support",
    changes,
    findings,
    severity: "breaking",
    tokens: { before: none, after: none, encoding: "none", limit: { before: null, after: null } },
  };
}
