import { describe, expect, test } from "vitest";
import { evidenceOf } from "../../../src/core/golden/evidence.ts";
import type { KeptJudged, KeptResult } from "../../../src/core/golden/results/kept.ts";
import type { Digest } from "../../../src/core/bundle/digest.ts";
import { sampleBundle } from "../../helpers/contracts.ts";
import { sampleTask } from "../../helpers/tasks.ts";
import { digest } from "../label/pointers.ts";

const bundle = sampleBundle("You help.");
const tasks = [sampleTask({ id: "first" }), sampleTask({ id: "second" }), sampleTask({ id: "t", tags: ["security"] })];
const played = { runner: "the model", mode: "replay" };

function ran(id: string, ...recordings: readonly (Digest | null)[]): KeptResult {
  const trials = recordings.map((recording): KeptJudged => ({
    kind: "judged",
    passed: true,
    stop_reason: "finish",
    steps: 1,
    tool_calls: 0,
    tokens: null,
    seconds: null,
    spend_usd: null,
    recording,
    verdicts: [],
    retried: 0,
    judge: null,
  }));
  const about = { contract: "support", place: { file: "f", line: 1, column: 1 }, tags: [], incident: null };
  const measured = { quarantine: null, runs: 1, bundle: bundle.digest, definition: digest("d") };
  const alone = { standing: null, base: null, tolerates: {} };
  return { ...about, ...measured, ...alone, id, outcome: "passed", trials };
}

describe("the recordings that evidence came from", () => {
  const golden = (...results: readonly KeptResult[]) =>
    evidenceOf(bundle, tasks, results, played).find(({ kind }) => kind === "golden");

  test("are told by one digest, whatever the order in which tasks ended", () => {
    const [first, second] = [ran("first", digest("1"), digest("2")), ran("second", digest("3"))];
    const recordings = golden(first, second)?.recordings;
    expect(recordings).toMatch(/^sha256:/);
    expect(golden(second, first)).toMatchObject({ ...played, recordings, passed: ["first", "second"] });
    expect(golden(ran("first", digest("2"), digest("1")), second)?.recordings).not.toBe(recordings);
    expect(golden(ran("first", digest("1"), digest("2")), ran("second", digest("4")))?.recordings).not.toBe(recordings);
  });

  test("are those of its own kind", () => {
    const results = [ran("first", digest("1")), ran("second", digest("1")), ran("t", digest("2"))];
    const [one, other] = evidenceOf(bundle, tasks, results, played);
    expect(one?.kind).toBe("golden");
    expect(one?.recordings).not.toBe(other?.recordings);
  });

  test("are none where nothing was recorded", () => {
    expect(golden(ran("first", null), ran("second", null))).toMatchObject({ recordings: null });
  });
});
