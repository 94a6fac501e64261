import { expect, test } from "vitest";
import { type Progress, sayProgress } from "../../../src/report/test/progress.ts";

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
