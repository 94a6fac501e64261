import { expect, test } from "vitest";
import { type Progress, sayProgress, sayRetried, sayUnsaid } from "../../../src/report/test/progress.ts";

const progress: Progress = { done: 400, wanted: 1_000, failed: 0, unmeasured: 0, seconds: 80, measured: 400, spent: 0 };

test.each<[string, Partial<Progress>]>([
  ["400 of 1,000 golden tasks, about 2 min left", {}],
  [
    "400 of 1,000 golden tasks, 3 failed, 1 not measured, $1.25, about 2 min left",
    { failed: 3, unmeasured: 1, spent: 1.25 },
  ],
  ["400 of 1,000 golden tasks, about 60 s left", { seconds: 40 }],
  ["400 of 1,000 golden tasks, a few seconds left", { seconds: 3 }],
  ["400 of 1,000 golden tasks, about 3.0 h left", { seconds: 7_200 }],
  // What was measured by an earlier run took no time now.
  ["400 of 1,000 golden tasks, about 8 min left", { measured: 100 }],
  // Nobody knows yet.
  ["2 of 1,000 golden tasks", { done: 2, measured: 2 }],
  ["400 of 1,000 golden tasks", { seconds: 1 }],
  ["1 of 1 golden task", { done: 1, wanted: 1 }],
])("%s", (said, part) => expect(sayProgress({ ...progress, ...part })).toBe(said));

test("what a provider says of itself is no instruction to a terminal", () => {
  const model = "openai/gpt-5-mini";
  expect(sayRetried({ model, why: "429 \u001b[2JSlow down", seconds: 6.2 })).toBe(
    "openai/gpt-5-mini is asked again in 7 s: 429 \uFFFD[2JSlow down",
  );
  expect(sayUnsaid({ model, setting: "model › seed", why: "no\u0007 such setting" })).toBe(
    "openai/gpt-5-mini: model › seed: no\uFFFD such setting",
  );
});
