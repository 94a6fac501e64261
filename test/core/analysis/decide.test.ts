import { describe, expect, test } from "vitest";
import type { MetricResult } from "../../../src/core/analysis/comparison.ts";
import { decideAgainst, decideRamp, type Findings, type Standing } from "../../../src/core/analysis/decide.ts";
import { normaliseAnalysis } from "../../../src/core/config/normalise-analysis.ts";
import { analysisSchema } from "../../../src/core/config/analysis-schema.ts";
import { accounting, result } from "../../helpers/analysis.ts";

const now = new Date("2026-11-22T12:00:00Z");
const policy = normaliseAnalysis(analysisSchema.parse({}));
const fine = [result("tokens"), result("tool_calls")];
const standing: Standing = { weight: 500, weightSince: "2026-11-22T11:00:00Z", isHalted: false };

function findings(part: Partial<Findings> = {}): Findings {
  const none = { excesses: [], isPartial: false, requirePromptId: false };
  return { metrics: fine, accounting: accounting(), policy, now, ...none, ...part };
}

const failed = result("tokens", { outcome: "fail" });
const open = (name: string, part: Partial<MetricResult> = {}): MetricResult =>
  result(name, { outcome: "inconclusive", ...part });

describe("a ramp", () => {
  test.each<[string, Findings, Partial<Standing>, string, number | null, RegExp]>([
    [
      "passes and has baked",
      findings(),
      {},
      "advance",
      2_500,
      /^tokens ×.* and tool calls ×.*: no more than is tolerated, 96 sessions beside 1,804$/,
    ],
    ["at a weight between two steps", findings(), { weight: 3_000 }, "advance", 5_000, /tolerated/],
    ["at the last step", findings(), { weight: 10_000 }, "advance", null, /tolerated/],
    ["bakes", findings(), { weightSince: "2026-11-22T11:45:00Z" }, "hold", 2_500, /^5 % has to last 15 min longer$/],
    ["is halted", findings(), { isHalted: true }, "hold", 2_500, /halted/],
    ["is worse", findings({ metrics: [failed, ...fine] }), {}, "roll back", null, /^tokens ×.*20 % more is tolerated$/],
    [
      "is worse while it bakes",
      findings({ metrics: [failed] }),
      { weightSince: now.toISOString() },
      "roll back",
      null,
      /./,
    ],
    ["is worse and halted", findings({ metrics: [failed] }), { isHalted: true }, "roll back", null, /tokens/],
    [
      "is worse in something that is not critical",
      findings({ metrics: [...fine, result("seconds", { outcome: "fail", critical: false })] }),
      {},
      "hold",
      2_500,
      /^seconds/,
    ],
    [
      "is not clear",
      findings({ metrics: [...fine, open("errors")] }),
      {},
      "hold",
      2_500,
      /too early to say about errors/,
    ],
    [
      "is not clear in something that is not critical",
      findings({ metrics: [...fine, open("seconds", { critical: false })] }),
      {},
      "advance",
      2_500,
      /tolerated/,
    ],
    [
      "has what nobody measures and nobody named",
      findings({ metrics: [...fine, result("spend_usd", { outcome: "no data", measured: null })] }),
      {},
      "advance",
      2_500,
      /tolerated/,
    ],
    [
      "has what nobody measures and somebody named",
      findings({ metrics: [...fine, result("spend_usd", { outcome: "no data", measured: null, isNamed: true })] }),
      {},
      "hold",
      2_500,
      /spend \(no data\)/,
    ],
    [
      "has no metric that could pass",
      findings({ metrics: [result("spend_usd", { outcome: "no data", measured: null })] }),
      {},
      "hold",
      2_500,
      /no critical metric was measured/,
    ],
    [
      "was measured in part",
      findings({ metrics: [failed], isPartial: true }),
      {},
      "hold",
      2_500,
      /does not know everything/,
    ],
    [
      "went over a limit",
      findings({ excesses: [{ limit: "spend_per_day", most: 1, seen: 2, runs: null, says: "2 of 1" }] }),
      {},
      "hold",
      2_500,
      /^2 of 1$/,
    ],
    [
      "has records without a prompt id where one is required",
      findings({ requirePromptId: true, accounting: accounting({}, { "no prompt id": 3 }) }),
      {},
      "hold",
      2_500,
      /^3 records without a prompt id/,
    ],
    [
      "has records without a prompt id where none is required",
      findings({ accounting: accounting({}, { "no prompt id": 3 }) }),
      {},
      "advance",
      2_500,
      /tolerated/,
    ],
    [
      "drew twice as many sessions as it should",
      findings({ accounting: accounting({ split: [{ weight: 500, base: 1_800, head: 200 }] }) }),
      {},
      "hold",
      2_500,
      /got 200 of 2000 sessions, and should have got about 100/,
    ],
    [
      "has no session of the new bundle",
      findings({
        metrics: [open("tokens", { outcome: "no data" })],
        accounting: accounting({
          sides: { base: { sessions: 9, runs: 9, oneIn: 1 }, head: { sessions: 0, runs: 0, oneIn: 1 } },
          split: [],
        }),
      }),
      {},
      "hold",
      2_500,
      /^no session of the new bundle yet$/,
    ],
  ])("that %s", (_what, found, where, action, next, reason) => {
    const decision = decideRamp(found, { ...standing, ...where });
    expect(decision).toMatchObject({ action, next });
    expect(decision.reasons[0]).toMatch(reason);
  });

  test("is left alone on old records, however bad they are, and says what they say", () => {
    const newest = { base: "2026-11-22T11:44:59Z", head: "2026-11-22T11:40:00Z" };
    const { action, reasons } = decideRamp(
      findings({ metrics: [failed], accounting: accounting({ newest }) }),
      standing,
    );
    expect(action).toBe("hold");
    expect(reasons[0]).toBe("the newest record is 15 min old, and nothing is done on records older than 15 min");
    expect(reasons[1]).toMatch(/^tokens/);
  });

  test("is left alone on records of which nobody knows how old they are", () => {
    const unknown = accounting({ newest: { base: null, head: null } });
    const { action, reasons } = decideRamp(findings({ metrics: [failed], accounting: unknown }), standing);
    expect(action).toBe("hold");
    expect(reasons[0]).toMatch(/^no record says when it was written/);
    const none = { sessions: 0, runs: 0, oneIn: 1 };
    const nothing = accounting({ newest: unknown.newest, sides: { base: none, head: none }, split: [] });
    expect(decideRamp(findings({ metrics: [], accounting: nothing }), standing).reasons).toEqual([
      "no session of the new bundle yet",
    ]);
  });

  test("is judged while either side is young: a canary of a few sessions an hour is not broken", () => {
    const newest = { base: "2026-11-22T11:59:00Z", head: "2026-11-22T11:00:00Z" };
    expect(decideRamp(findings({ accounting: accounting({ newest }) }), standing).action).toBe("advance");
  });
});

test("of what nobody drew lots for neither side is called the new one", () => {
  const none = { sessions: 0, runs: 0, oneIn: 1 };
  const some = { sessions: 5, runs: 9, oneIn: 1 };
  const reasonsOf = (sides: Partial<ReturnType<typeof accounting>["sides"]>): readonly string[] =>
    decideAgainst(
      findings({ metrics: [open("tokens")], accounting: accounting({ sides: { base: some, head: some, ...sides } }) }),
    ).reasons;
  expect(reasonsOf({})).toEqual(["too early to say about tokens: 5 sessions of head beside 5 sessions"]);
  expect(reasonsOf({ head: none })).toEqual(["no session of head yet"]);
  expect(reasonsOf({ base: none })).toEqual(["no session of base to compare with"]);
});

test("what nobody drew lots for has no weight, no bake and no age", () => {
  const newest = { base: "2026-11-15T12:00:00Z", head: "2026-11-20T12:00:00Z" };
  const old = findings({ accounting: accounting({ newest, split: [] }) });
  expect(decideAgainst(old)).toMatchObject({ action: "advance", next: null });
  expect(decideAgainst({ ...old, metrics: [failed] })).toMatchObject({ action: "roll back", next: null });
  expect(decideAgainst({ ...old, metrics: [open("tokens")] })).toMatchObject({ action: "hold", next: null });
});
