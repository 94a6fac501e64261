import { describe, expect, test } from "vitest";
import type { KeptJudged, KeptResult } from "../../../src/core/golden/results/kept.ts";
import type { Standing } from "../../../src/core/golden/results/standing.ts";
import { compareSides, regressionsIn } from "../../../src/core/regression/compare-sides.ts";
import { sayHuman } from "../../../src/report/formats/human.ts";
import { comparisonBlocks } from "../../../src/report/test/comparison.ts";
import { testNotices } from "../../../src/report/test/notices.ts";
import { beside, judged, kept, unmeasured } from "../../helpers/kept.ts";

/** A run that used so many tokens, and nothing else that anybody measured. */
function used(tokens: number, part: Partial<KeptJudged> = {}): KeptJudged {
  const counted = { input: tokens, output: 0, cached: null, cache_write: null, reasoning: null };
  return judged({ tokens: counted, tool_calls: null, seconds: null, spend_usd: null, ...part });
}

const equal: Standing = { kind: "equal" };
const spread = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Ten tasks of one run each: from so many tokens to so many. */
function tasks(from: number, to: number): readonly KeptResult[] {
  return spread.map((at) =>
    kept(`t${at}`, { standing: equal, trials: [used(to + at)], base: beside([used(from + at)]) }),
  );
}

function say(results: readonly KeptResult[]): string {
  const compared = compareSides(results, "main");
  if (compared === null) throw new Error("nothing is compared");
  const blocks = comparisonBlocks(compared, results);
  return sayHuman(
    { command: "test", answer: "yes", verdict: "", blocks, data: {} },
    (_tone, text) => text,
    100,
  ).replaceAll(/\s+/g, " ");
}

describe("over all tasks", () => {
  test.each<[string, number, number, string, boolean]>([
    ["twice as much is worse", 1_000, 2_000, "WORSE (p 0.004, effect +1.00)", true],
    ["half of it is better", 2_000, 1_000, "better (p 0.004, effect −1.00)", false],
    ["a little more is nothing", 1_000, 1_050, "no difference shown", false],
  ])("%s", (_name, from, to, said, isWorse) => {
    const results = tasks(from, to);
    expect(say(results)).toContain(said);
    const compared = compareSides(results, "main");
    expect(compared === null ? [] : regressionsIn(compared)).toHaveLength(isWorse ? 1 : 0);
  });

  test("few say so, and how many would do", () => {
    expect(say(tasks(1_000, 2_000).slice(0, 3))).toContain("too few for a verdict: 7 would do");
  });

  test("what takes longer is told, and does not decide", () => {
    const slow = tasks(1_000, 1_000).map((result) => ({
      ...result,
      trials: [used(1_000, { seconds: 9 })],
      base: beside([used(1_000, { seconds: 1 })]),
    }));
    expect(say(slow)).toContain("more (p 0.002, effect +1.00); does not decide");
    const compared = compareSides(slow, "main");
    expect(compared === null ? [] : regressionsIn(compared)).toEqual([]);
  });

  test("a task's own tolerance is kept", () => {
    const tolerant = tasks(1_000, 2_000).map((result) => ({ ...result, tolerates: { tokens: "150%" } }));
    expect(say(tolerant)).toContain("no difference shown");
  });

  test("what is in quarantine is not asked", () => {
    const aside = tasks(1_000, 2_000).map((result) => ({ ...result, quarantine: "flaky" }));
    expect(compareSides(aside, "main")).toMatchObject({ compared: 0, overall: [] });
  });
});

describe("one task", () => {
  const often = kept("often", {
    standing: equal,
    runs: 10,
    trials: spread.map((at) => used(2_000 + at)),
    base: beside(spread.map((at) => used(1_000 + at))),
  });

  test("is judged by its own runs, and stands at its own line", () => {
    expect(say([often])).toContain("support/often tokens 1,005 2,005 +100 % WORSE (p < 0.001");
    const notices = testNotices([often], compareSides([often], "main"));
    expect(notices).toMatchObject([
      {
        rule: "support/often",
        level: "error",
        message: "worse than main: tokens 1,005 → 2,005 (+100 %)",
        place: { file: "goldens/support/everyday.yaml", line: 4 },
      },
    ]);
  });

  test("passes less often", () => {
    const flaky = kept("flaky", {
      standing: equal,
      runs: 10,
      pass: 2,
      trials: spread.map((at) => used(1_000, { passed: at < 3 })),
      base: beside(spread.map(() => used(1_000))),
    });
    expect(say([flaky])).toContain("support/flaky passes 100 % (69–100) 30 % (7–65) WORSE");
  });
});

test("a task with too few runs for any verdict that decides is counted", () => {
  const four = [0, 1, 2, 3];
  const seldom = kept("seldom", {
    standing: equal,
    runs: 4,
    trials: four.map((at) => used(2_000 + at, { tool_calls: 1, seconds: 1 })),
    base: beside(four.map((at) => used(1_000 + at, { tool_calls: 1, seconds: 1 }))),
  });
  expect(say([seldom])).toContain("1 task ran too seldom for a verdict of its own");
});

test.each<[Standing["kind"], string]>([
  ["equal", "no task that counts was measured on both sides"],
  ["changed", "no task asks the same of both sides"],
])("why nothing is compared, where tasks are %s", (kind, why) => {
  const standing = { kind, says: [] } as Standing;
  const base = beside([used(1)]);
  expect(say([kept("a", { standing, base, trials: [unmeasured("no key")], outcome: "unmeasured" })])).toContain(
    `nothing can be compared: ${why}`,
  );
});

test("what could not be compared is said, each for its reason", () => {
  const said = say([
    ...tasks(1_000, 1_000),
    kept("new", { standing: { kind: "added" } }),
    kept("other", { standing: { kind: "changed" } }),
    kept("gone", { standing: { kind: "removed" }, base: beside([unmeasured("no key")], "unmeasured") }),
    kept("less", { standing: { kind: "weakened", says: ["it may end in any way"] }, base: beside([used(1)]) }),
  ]);
  expect(said).toContain("not compared: 1 new task and 1 task that asks something else now (support/other)");
  expect(said).toContain(
    "run as the base has them: 1 task that is gone here (support/gone) and 1 task that proves less here (support/less).",
  );
  expect(said).toContain("the base could not be measured in 1 task (support/gone as the base has it): no key");
});
