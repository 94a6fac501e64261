import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openCollector } from "../../../src/core/analysis/collect.ts";
import type { Excess } from "../../../src/core/analysis/comparison.ts";
import type { Limits } from "../../../src/core/analysis/policy.ts";
import { rememberRuns } from "../../../src/core/analysis/repeated.ts";
import { openWindow } from "../../../src/core/analysis/window.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { headDigest, noLimits, rampQuestion } from "../../helpers/questions.ts";
import { digestLike, runRecord } from "../../helpers/runs.ts";

function excesses(limits: Partial<Limits>, ...runs: readonly JsonObject[]): readonly Excess[] {
  const collector = openCollector(rampQuestion({ limits: { ...noLimits, ...limits } }));
  for (const [index, run] of runs.entries()) collector.take(runRecord({ run_id: `r-${index}`, ...run }));
  return collector.observations().excesses;
}

const tokens = (input: number): JsonObject => ({ tokens: { input, output: 0 } });

describe("single runs", () => {
  test("of both sides are counted, and the worst is named", () => {
    const head = { bundle: headDigest };
    const found = excesses({ tokensPerRun: 100 }, tokens(101), tokens(100), { ...head, ...tokens(500) }, tokens(400));
    expect(found).toEqual([
      {
        limit: "tokens_per_run",
        most: 100,
        seen: 500,
        runs: { base: 2, head: 1 },
        says: "1 run of the canary and 2 runs of the current bundle had more; most of all r-2",
      },
    ]);
  });

  test.each<[string, Partial<Limits>, readonly JsonObject[]]>([
    ["within a limit", { tokensPerRun: 100, toolCallsPerRun: 2 }, [tokens(100), { ...tokens(0), tool_calls: 2 }]],
    ["without a limit", {}, [tokens(1e9)]],
    ["not measured", { tokensPerRun: 1, toolCallsPerRun: 1 }, [{ tokens: null, tool_calls: null }]],
    ["of another bundle", { tokensPerRun: 1 }, [{ bundle: digestLike("c"), ...tokens(5) }]],
    ["of before", { tokensPerRun: 1 }, [{ serial: 3, ...tokens(5) }]],
  ])("%s is fine", (_name, limits, runs) => {
    expect(excesses(limits, ...runs)).toEqual([]);
  });
});

describe("hours and days", () => {
  const calls = (at: string, tool_calls = 1, more: JsonObject = {}): JsonObject => ({
    at: `2026-11-20T${at}Z`,
    tool_calls,
    ...more,
  });

  test("any sixty minutes count, whatever the bundle", () => {
    const runs = [calls("10:30:00", 3), calls("10:45:00", 4, { bundle: digestLike("c") }), calls("11:29:59", 5)];
    expect(excesses({ actionsPerHour: 11 }, ...runs)).toEqual([
      {
        limit: "actions_per_hour",
        most: 11,
        seen: 12,
        runs: null,
        says: "in the 60 minutes up to 2026-11-20T11:30:00Z",
      },
    ]);
    expect(excesses({ actionsPerHour: 12 }, ...runs)).toEqual([]);
  });

  test.each<[string, readonly JsonObject[]]>([
    ["spread over more than an hour", [calls("10:00:00", 5), calls("11:00:00", 5)]],
    ["of another contract", [calls("10:30:00", 5), calls("10:31:00", 5, { contract: "refunds" })]],
    ["of another label", [calls("10:30:00", 5), calls("10:31:00", 5, { label: "staging" })]],
    ["over before the ramp began", [calls("09:30:00", 5), calls("09:31:00", 5)]],
    ["still to come, by a clock that is ahead", [calls("15:00:00", 5), calls("15:01:00", 5)]],
    ["the same run twice", [calls("10:30:00", 5, { run_id: "r" }), calls("10:30:00", 5, { run_id: "r" })]],
    ["at no known time", [calls("10:30:00", 5), calls("10:30:00", 5, { at: null })]],
  ])("%s is fine", (_name, runs) => {
    expect(excesses({ actionsPerHour: 9 }, ...runs)).toEqual([]);
  });

  test("a window that began before the ramp and ends in it counts", () => {
    expect(excesses({ actionsPerHour: 9 }, calls("09:45:00", 5), calls("10:15:00", 5))).toMatchObject([{ seen: 10 }]);
  });

  test("money is kept to the last digit: what was spent exactly is no excess", () => {
    const spent = Array.from({ length: 10 }, () => ({ spend_usd: 0.1 }));
    expect(excesses({ spendPerDay: 1 }, ...spent)).toEqual([]);
    expect(excesses({ spendPerDay: 0.99 }, ...spent)).toMatchObject([{ limit: "spend_per_day", seen: 1 }]);
  });
});

test("the most in a window is what counting all of them finds", () => {
  const added = fc.array(fc.record({ minute: fc.nat(30), amount: fc.integer({ min: 1, max: 9 }) }), { maxLength: 30 });
  fc.assert(
    fc.property(added, fc.integer({ min: 1, max: 8 }), fc.option(fc.nat(30)), (all, minutes, after) => {
      const window = openWindow(minutes);
      for (const { minute, amount } of all) window.add(minute * 60_000 + 59_999, amount);
      const sums = Array.from({ length: 31 }, (_, last) =>
        (after !== null && last + 1 <= after) || !all.some(({ minute }) => minute === last)
          ? 0
          : all
              .filter(({ minute }) => minute <= last && minute > last - minutes)
              .reduce((sum, { amount }) => sum + amount, 0),
      );
      expect(window.most(after === null ? null : after * 60_000).amount).toBe(Math.max(...sums));
    }),
  );
});

describe("runs that came before are known again", () => {
  test("each of them, and hardly ever another", () => {
    const isRepeated = rememberRuns(20_000);
    const ids = Array.from({ length: 20_000 }, (_, index) => `r-${index}`);
    expect(ids.filter(isRepeated).length).toBeLessThan(200);
    expect(ids.every(isRepeated)).toBe(true);
  });

  test("those of long ago are forgotten", () => {
    const isRepeated = rememberRuns(100);
    const ids = Array.from({ length: 1_000 }, (_, index) => `r-${index}`);
    for (const id of ids) isRepeated(id);
    expect(ids.slice(0, 100).filter(isRepeated).length).toBeLessThan(10);
  });
});
