import { describe, expect, test } from "vitest";
import { evidenceOf, unprovenOf } from "../../../src/core/golden/evidence.ts";
import type { KeptJudged, KeptResult } from "../../../src/core/golden/results/kept.ts";
import { meaningsOf } from "../../../src/core/golden/set.ts";
import type { Digest } from "../../../src/core/bundle/digest.ts";
import { sampleBundle } from "../../helpers/contracts.ts";
import { sampleTask } from "../../helpers/tasks.ts";
import { digest } from "../label/pointers.ts";

const bundle = sampleBundle("You help.");
const tasks = [sampleTask({ id: "first" }), sampleTask({ id: "second" }), sampleTask({ id: "t", tags: ["security"] })];
const meant = meaningsOf(tasks);
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
  const measured = {
    quarantine: null,
    runs: 1,
    pass: 1,
    bundle: bundle.digest,
    definition: meant.get(id) ?? digest("d"),
  };
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

describe("what a run proves", () => {
  const passed = [ran("first", null), ran("second", null), ran("t", null)];
  const kinds = (results: readonly KeptResult[], of = tasks) =>
    evidenceOf(bundle, of, results, played).map(({ kind }) => kind);
  const why = (results: readonly KeptResult[], of = tasks) =>
    unprovenOf(bundle, of, evidenceOf(bundle, of, results, played)).map((one) => `${one.kind}: ${one.why}`);

  test("is both kinds, with what each task meant and how many runs there were", () => {
    const [golden] = evidenceOf(bundle, tasks, [ran("first", null, null, null), ...passed.slice(1)], played);
    expect(golden).toMatchObject({
      tasks: { first: meant.get("first"), second: meant.get("second") },
      runs: { made: 4, passed: 4 },
    });
    expect(why(passed)).toEqual([]);
  });

  test.each<[string, readonly KeptResult[]]>([
    ["one was not run", passed.slice(1)],
    ["one could not be measured", [{ ...ran("first", null), outcome: "unmeasured" }, ...passed.slice(1)]],
    ["one was run with another bundle", [{ ...ran("first", null), bundle: digest("e") }, ...passed.slice(1)]],
    ["one meant something else", [{ ...ran("first", null), definition: digest("e") }, ...passed.slice(1)]],
    ["one was asked as a base has it", [{ ...ran("first", null), standing: { kind: "removed" } }, ...passed.slice(1)]],
  ])("is not the kind of which %s", (_name, results) => {
    expect(kinds(results)).toEqual(["security"]);
    expect(why(results)).toEqual(["golden: not measured to its end"]);
  });

  test("is nothing of a kind that is in quarantine as a whole, or has no task", () => {
    const flaky = sampleTask({ id: "t", tags: ["security"], quarantine: "flaky" });
    expect(kinds(passed, [...tasks.slice(0, 2), flaky])).toEqual(["golden"]);
    expect(why(passed, [...tasks.slice(0, 2), flaky])).toEqual([expect.stringContaining("security: all tasks are in")]);
    expect(why(passed, tasks.slice(0, 2))).toEqual([]);
  });
});
