import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { factsOf } from "../../../../src/core/run/records/facts.ts";
import { readRecords } from "../../../../src/core/run/records/read.ts";
import { runRecord } from "../../../helpers/runs.ts";

/** What the validator of shapes says, which is slow and has the last word. */
function isRecord(value: Json): boolean {
  return readRecords(JSON.stringify([value])).records.length === 1;
}

describe("the quick reader takes what the validator takes", () => {
  test.each<[string, Json, boolean]>([
    ["a whole record", runRecord(), true],
    ["the least", { run_id: "r", contract: "c", stop_reason: "finish" }, true],
    ["no object", 5, false],
    ["a list", [runRecord()], false],
    ["nothing", null, false],
    ["no run id", runRecord({ run_id: "" }), false],
    ["no contract", runRecord({ contract: null }), false],
    ["another format", runRecord({ format: "promptctl/run/9" }), false],
    ["no format at all is fine, an empty one is not", runRecord({ format: null }), false],
    ["tokens in words", runRecord({ tokens: "many" }), false],
    ["half a token", runRecord({ tokens: { input: 1.5, output: 2 } }), false],
    ["tokens of one kind only", runRecord({ tokens: { input: 1 } }), false],
    ["a count below nothing", runRecord({ tool_calls: -1 }), false],
    ["a count that no double holds exactly", runRecord({ steps: 2 ** 53 }), false],
    ["time that runs backwards", runRecord({ seconds: -0.5 }), false],
    ["decisions without one", runRecord({ decisions: { allow: 1, confirm: 0 } }), false],
    ["a variant that is none", runRecord({ variant: "canary" }), false],
    ["an environment without a name", runRecord({ environment: {} }), false],
    ["an environment that is a name", runRecord({ environment: "production" }), true],
    ["any outcome and any error", runRecord({ outcome: [1], error: { message: "x" } }), true],
    ["a call without a name", runRecord({ calls: [{ name: "", arguments: {} }] }), false],
    ["a call", runRecord({ calls: [{ name: "find", arguments: {}, decision: "deny" }] }), true],
    ["a role that is none", runRecord({ transcript: [{ role: "boss", content: "x" }] }), false],
    [
      "a transcript",
      runRecord({ transcript: [{ role: "assistant", calls: [{ id: "1", name: "find", arguments: "{" }] }] }),
      true,
    ],
    ["what nobody here knows", runRecord({ invented: { at: "all" } }), true],
  ])("%s", (_name, value, expected) => {
    expect([factsOf(value) !== null, isRecord(value)]).toEqual([expected, expected]);
  });

  test("whatever stands in whatever field", () => {
    const part = fc.oneof(
      fc.constantFrom<Json>(null, "", "x", 0, 1, -1, 1.5, true, [], {}, 2 ** 53, "promptctl/run/1", "ramp"),
      fc.constantFrom<Json>({ input: 1, output: 2 }, { allow: 1, confirm: 0, deny: 0 }, { name: "x" }),
      fc.constantFrom<Json>([{ name: "x", arguments: {} }], [{ role: "user", content: null }], [5]),
    );
    const fields = Object.keys(runRecord());
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), part, { maxKeys: 3 }), (changed) => {
        const value = runRecord(changed);
        expect(factsOf(value) !== null).toBe(isRecord(value));
      }),
      { numRuns: 500 },
    );
  });

  test("what it says is what the validator says", () => {
    const [read] = readRecords(JSON.stringify(runRecord())).records;
    const { record: _, ...facts } = factsOf(runRecord()) ?? { record: {} };
    expect(read).toMatchObject(facts);
  });
});
