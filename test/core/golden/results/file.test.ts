import { describe, expect, test } from "vitest";
import {
  decodeLine,
  encodeEnd,
  encodeHeader,
  encodeResult,
  type ResultsHeader,
} from "../../../../src/core/golden/results/file.ts";
import { judged, kept, unmeasured } from "../../../helpers/kept.ts";

const header: ResultsHeader = {
  runner: "node agent.mjs",
  mode: "command",
  base: null,
  contracts: { support: `sha256:${"a".repeat(64)}` },
  selection: `sha256:${"c".repeat(64)}`,
  chosen: 2,
  narrowed: ["--tag smoke"],
  shard: { index: 1, of: 3 },
};

const answer = {
  stop_reason: "finish",
  stop_reason_raw: null,
  steps: 1,
  tokens: null,
  seconds: null,
  spend_usd: null,
  output: "a long story",
  calls: [],
  transcript: [{ role: "assistant", content: "a long story" }],
} as const;

describe("a line", () => {
  test.each([header, { ...header, shard: null, narrowed: [] }])("that begins a file: %#", (one) => {
    expect(decodeLine(encodeHeader(one))).toEqual({ kind: "header", header: one });
  });

  test.each([
    kept("passes"),
    kept("fails", { outcome: "failed", trials: [judged({ passed: false }), judged()], runs: 2, incident: "INC-1" }),
    kept("beside", {
      standing: { kind: "weakened", says: ["it may end in any way"] },
      base: { bundle: `sha256:${"d".repeat(64)}`, outcome: "passed", trials: [judged()], since: null },
      tolerates: { tokens: "20%" },
    }),
    kept("unknown", { outcome: "unmeasured", trials: [unmeasured("no key", { stderr: "no key\n" })] }),
  ])("of a result comes back without what went on in the run: $id", (result) => {
    const runs = { answers: result.trials.map(() => answer), stderr: result.trials.map(() => "noise") };
    const line = encodeResult(result, runs, result.base === null ? null : runs);
    expect(line).toContain("a long story");
    expect(line).not.toContain("\n");
    expect(decodeLine(line)).toEqual({ kind: "result", result });
  });

  test.each(["finished", "interrupted", "spent", "unpriced"] as const)("that ends a file: %s", (end) => {
    expect(decodeLine(encodeEnd(end))).toEqual({ kind: "end", end });
  });
});

describe("none of ours", () => {
  const result = encodeResult(kept("passes"), { answers: [answer], stderr: [null] }, null);
  test.each([
    ["an empty line", ""],
    ["half a result", result.slice(0, -20)],
    ["a list", "[]"],
    ["another document", '{"hello":"world"}'],
    ["another outcome", result.replace('"outcome":"passed"', '"outcome":"great"')],
    ["no digest", result.replace(/"bundle":"sha256:/, '"bundle":"md5:')],
    [
      "a base without an outcome",
      result.replace('"base":null', `"base":{"bundle":"sha256:${"a".repeat(64)}","trials":[]}`),
    ],
    ["a standing of no kind", result.replace('"standing":null', '"standing":{}')],
    ["a header without digests", encodeHeader(header).replace(/"selection":"[^"]*"/, '"selection":"all"')],
    ["a header of a later format", encodeHeader(header).replace("results/1", "results/2")],
    ["a shard of nothing", encodeHeader(header).replace('"of":3', '"of":0')],
  ])("%s", (_name, line) => expect(decodeLine(line)).toBeNull());
});
