import { expect, test } from "vitest";
import { readAnswer } from "../../../../src/core/analysis/prometheus/rows.ts";

const row = { labels: { le: "10" }, points: [{ at: 5.5, value: 3 }] };
const vector = (result: unknown, more = {}): unknown => ({
  status: "success",
  data: { resultType: "vector", result },
  ...more,
});

test.each([
  ["a sample", vector([{ metric: { le: "10" }, value: [5.5, "3"] }]), { rows: [row], unusable: 0 }],
  ["nothing", vector([]), { rows: [], unusable: 0 }],
  [
    "samples over time",
    {
      status: "success",
      data: {
        resultType: "matrix",
        result: [
          {
            metric: {},
            values: [
              [1, "2"],
              [3, "4e2"],
            ],
          },
        ],
      },
    },
    {
      rows: [
        {
          labels: {},
          points: [
            { at: 1, value: 2 },
            { at: 3, value: 400 },
          ],
        },
      ],
      unusable: 0,
    },
  ],
  ["what is no number", vector([{ metric: {}, value: [1, "NaN"] }]), { rows: [], unusable: 1 }],
  ["what is without end", vector([{ metric: {}, value: [1, "+Inf"] }]), { rows: [], unusable: 1 }],
  ["a native histogram", vector([{ metric: {}, histogram: [1, { count: "3" }] }]), { rows: [], unusable: 1 }],
  [
    "a part, with a warning",
    vector([], { warnings: ["store a is away"], infos: ["not a counter"] }),
    { rows: [], unusable: 0, warnings: ["store a is away"] },
  ],
])("%s", (_, answer, read) => {
  expect(readAnswer(JSON.stringify(answer))).toEqual({ kind: "rows", warnings: [], ...read });
});

test.each([
  ["no JSON", "<html>", { kind: "foreign" }],
  ["another program's JSON", '{"status":"ok"}', { kind: "foreign" }],
  ["a list", "[]", { kind: "foreign" }],
  ["a number", '{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}', { kind: "foreign" }],
  [
    "a refusal",
    '{"status":"error","errorType":"execution","error":"query timed out"}',
    { kind: "refused", why: "execution: query timed out" },
  ],
])("%s is not an answer", (_, text, read) => {
  expect(readAnswer(text)).toEqual(read);
});
