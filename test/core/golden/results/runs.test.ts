import { expect, test } from "vitest";
import { encodeEnd, encodeResult } from "../../../../src/core/golden/results/file.ts";
import { taskRunsIn } from "../../../../src/core/golden/results/runs.ts";
import { kept } from "../../../helpers/kept.ts";
import { answered } from "../../../helpers/tested.ts";

test("what was written is read: answers, and what programs wrote", () => {
  const runs = { answers: [answered, null], stderr: [null, "no key"] };
  expect(taskRunsIn(encodeResult(kept("late_order"), runs, null))).toEqual({
    key: "support/late_order",
    ...runs,
    base: null,
  });
  const base = { answers: [null, answered], stderr: ["no key", null] };
  const former = kept("late_order", { standing: { kind: "removed" } });
  expect(taskRunsIn(encodeResult(former, runs, base))).toEqual({
    key: "support/late_order as the base has it",
    ...runs,
    base,
  });
});

test.each([
  ["the end", encodeEnd("finished")],
  ["a line that was cut off", encodeResult(kept("x"), { answers: [answered], stderr: [null] }, null).slice(0, -20)],
  ["another program's", '{"contract":"support","id":1,"answers":[]}'],
  ["no object", "[]"],
])("%s has none", (_name, line) => {
  expect(taskRunsIn(line)).toBeNull();
});

test.each([
  ["a transcript of numbers", { ...answered, transcript: [1] }],
  ["a transcript without texts", { ...answered, transcript: [{ role: "user" }] }],
  ["calls without a name", { ...answered, calls: [{ id: "x" }] }],
  ["asked calls that are a text", { ...answered, transcript: [{ role: "assistant", content: "", calls: "all" }] }],
  ["no answer", "ok"],
])("%s is left out, and the rest is read", (_name, answer) => {
  const line = JSON.stringify({ contract: "support", id: "x", answers: [answer, answered], stderr: "none" });
  expect(taskRunsIn(line)).toMatchObject({ answers: [null, answered], stderr: [] });
});
