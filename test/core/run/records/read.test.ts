import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRecords } from "../../../../src/core/run/records/read.ts";

const line = (fields: object): string =>
  JSON.stringify({ run_id: "r-1", contract: "support", stop_reason: "finish", ...fields });

describe("what is wrong is said with its line and its field", () => {
  test.each<[string, string, readonly [number, string | null, string]]>([
    ["no JSON", `${line({})}\n{`, [2, null, "this is no JSON: a record is one object in one line"]],
    ["a missing field", '{"run_id": "r-2", "contract": "support"}', [1, "r-2", "`stop_reason` is missing"]],
    ["no object", "\n5\n", [1, null, "expected a mapping, found the number 5"]],
    [
      "text for a number",
      line({ steps: "8" }),
      [1, "r-1", 'steps: expected a whole number or nothing, found the text "8"'],
    ],
    [
      "a call without a name",
      line({ calls: [{ name: "get_order", arguments: {} }, { arguments: {} }] }),
      [1, "r-1", "calls › item 2: `name` is missing"],
    ],
    ["another format", line({ format: "promptctl/run/9" }), [1, "r-1", expect.stringContaining("format") as never]],
    [
      "a role that is none",
      line({ transcript: [{ role: "boss", content: "x" }] }),
      [1, "r-1", expect.stringContaining("transcript › item 1 › role") as never],
    ],
  ])("%s", (_name, text, [number, run, message]) => {
    const { faults } = readRecords(text);
    expect(faults.map((fault) => [fault.line, fault.run, fault.message])).toEqual([[number, run, message]]);
  });
});

test("a broken line costs no other", () => {
  const { records, faults } = readRecords([line({}), "oops", "", line({ run_id: "r-3" })].join("\n"));
  expect([records.map(({ run_id }) => run_id), faults.map((fault) => fault.line)]).toEqual([["r-1", "r-3"], [2]]);
});

test.each([
  ["one document on several lines", JSON.stringify(JSON.parse(line({})), null, 2)],
  ["a list of records", `[${line({})}]`],
  ["Windows line ends", `${line({})}\r\n`],
])("%s is read too", (_name, text) => {
  expect(readRecords(text)).toMatchObject({ records: [{ run_id: "r-1" }], faults: [] });
});

test("what is left out is null, and what nobody here knows is let be", () => {
  const { records } = readRecords(line({ invented: 5, tokens: { input: 1, output: 2 } }));
  expect(records[0]).toMatchObject({
    tokens: { input: 1, output: 2, cached: null },
    transcript: null,
    calls: null,
    format: "promptctl/run/1",
  });
});

test("nothing that is piped in makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(readRecords(text)).toHaveProperty("faults");
    }),
  );
});
