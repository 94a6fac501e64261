import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LeftOut } from "../../../src/core/analysis/accounting.ts";
import { type Collected, openCollector } from "../../../src/core/analysis/collect.ts";
import type { Question } from "../../../src/core/analysis/question.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { baseDigest, headDigest, metric, rampQuestion } from "../../helpers/questions.ts";
import { digestLike, runRecord } from "../../helpers/runs.ts";

function collect(records: readonly Json[], question: Question = rampQuestion()): Collected {
  const collector = openCollector(question);
  for (const record of records) collector.take(record);
  return collector.observations();
}

const [base, head] = [{ bundle: baseDigest }, { bundle: headDigest, variant: "ramp" }];

/** Why the one record was left out, or the side where it counts. */
function fateOf(fields: JsonObject, question: Question = rampQuestion()): LeftOut | "base" | "head" | null {
  const { accounting } = collect([runRecord(fields)], question);
  if (accounting.sides.base.runs === 1) return "base";
  if (accounting.sides.head.runs === 1) return "head";
  return (Object.entries(accounting.leftOut) as [LeftOut, number][]).find(([, runs]) => runs === 1)?.[0] ?? null;
}

describe("of a ramp, a run counts by its bundle and by when its session was drawn", () => {
  const before = "2026-11-20T09:15:00Z";
  test.each<[string, JsonObject, ReturnType<typeof fateOf>]>([
    ["the current bundle", base, "base"],
    ["the canary", head, "head"],
    ["another bundle", { bundle: digestLike("c") }, "another bundle"],
    ["no bundle", { bundle: null, prompt_id: null }, "no prompt id"],
    ["a prompt id only", { bundle: null, prompt_id: "support@bbbbbbbbbbbb" }, "head"],
    ["a prompt id of another bundle", { bundle: null, prompt_id: "support@cccccccccccc" }, "another bundle"],
    ["a prompt id that is none", { bundle: null, prompt_id: "support" }, "no prompt id"],
    ["another contract", { contract: "refunds" }, "another contract"],
    ["another label", { label: "staging" }, "another label"],
    ["no label", { label: null, serial: null }, "base"],
    ["a pointer of before, whatever the clock says", { serial: 6 }, "opened before"],
    ["a clock that is behind, with a pointer of the ramp", { serial: 7, opened_at: "2026-11-20T09:56:00Z" }, "base"],
    [
      "a conversation of half an hour ago that was upgraded to the current bundle",
      { ...base, turn: 4, opened_at: "2026-11-20T09:30:00Z" },
      "opened before",
    ],
    ["a bundle as long as nobody's", { bundle: "x".repeat(5_000) }, "another bundle"],
    ["a conversation that was upgraded to the canary", { ...head, opened_at: "2026-11-20T08:59:00Z" }, "opened before"],
    ["no serial: when it was opened", { serial: null, opened_at: before }, "opened before"],
    ["no serial, opened since", { serial: null }, "base"],
    ["a serial of an unknown label says nothing", { label: null, serial: 3 }, "base"],
    ["only its own time, of the first run", { serial: null, opened_at: null, turn: 0 }, "base"],
    ["only its own time, of a later run", { serial: null, opened_at: null, turn: 3 }, "opened at no known time"],
    ["only a time that is none", { serial: null, opened_at: "today", at: "now" }, "opened at no known time"],
    ["no session: nobody drew it", { session: null }, "no session"],
    ["a golden task that was run", { label: null, serial: null, task: "refund_small" }, "golden task"],
    ["what a host says that it was about", { task: "refunds" }, "base"],
    ["no run record", { stop_reason: "" }, "not a run record"],
  ])("%s", (_name, fields, expected) => {
    expect(fateOf(fields)).toBe(expected);
  });

  test("a session that lost its pin had both bundles, and is nobody's", () => {
    const { accounting, observed } = collect([
      runRecord({ ...base, session: "kept", run_id: "r-1" }),
      runRecord({ ...base, session: "lost", run_id: "r-2" }),
      runRecord({ ...head, session: "lost", run_id: "r-3" }),
      runRecord({ ...head, session: "lost", run_id: "r-4" }),
      runRecord({ ...head, session: "new", run_id: "r-5" }),
    ]);
    expect(accounting.leftOut["both bundles"]).toBe(3);
    expect(accounting.sides).toEqual({
      base: { sessions: 1, runs: 1, oneIn: 1 },
      head: { sessions: 1, runs: 1, oneIn: 1 },
    });
    expect(observed.every(({ runs }) => runs.base <= 1 && runs.head <= 1)).toBe(true);
  });

  test("runs without a session count where both sides have some", () => {
    const { accounting } = collect([
      runRecord({ ...base, session: null, run_id: "r-1" }),
      runRecord({ ...base, session: null, run_id: "r-2" }),
      runRecord({ ...head, session: null, run_id: "r-3" }),
    ]);
    expect([accounting.sides.base, accounting.sides.head, accounting.leftOut["no session"]]).toEqual([
      { sessions: 2, runs: 2, oneIn: 1 },
      { sessions: 1, runs: 1, oneIn: 1 },
      0,
    ]);
  });
});

describe("of two windows, a run counts by its bundle and by when it was opened", () => {
  const window = (from: string | null, until: string | null, bundle = baseDigest) => ({
    bundle,
    from,
    until,
    says: "",
  });
  const [nine, ten, eleven] = ["2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"];
  const drift = (label: string | null = null): Question =>
    rampQuestion({ compared: { kind: "against", label, base: window(nine, ten), head: window(ten, eleven) } });
  const open = rampQuestion({
    compared: { kind: "against", label: null, base: window(null, null), head: window(null, null, headDigest) },
  });
  test.each<[string, JsonObject, Question, ReturnType<typeof fateOf>]>([
    ["in the first", { opened_at: "2026-11-20T09:59:59.999Z" }, drift(), "base"],
    ["in the second, with its first moment", { opened_at: ten }, drift(), "head"],
    ["before both", { opened_at: "2026-11-20T08:59:00Z" }, drift(), "opened before"],
    ["after both", { opened_at: eleven }, drift(), "opened after"],
    ["at no known time", { opened_at: null, at: null }, drift(), "opened at no known time"],
    ["its own time is good enough", { opened_at: null, at: nine, turn: 4 }, drift(), "base"],
    ["without a session", { session: null, opened_at: nine }, drift(), "base"],
    ["another bundle", head, drift(), "another bundle"],
    ["another label", {}, drift("staging"), "another label"],
    ["any label", { label: "staging" }, drift(), "head"],
    ["no window: no time is needed", { opened_at: null, at: null }, open, "base"],
    ["no window, the other side", head, open, "head"],
  ])("%s", (_name, fields, question, expected) => {
    expect(fateOf(fields, question)).toBe(expected);
  });
});

describe("what sessions show", () => {
  const observed = (records: readonly Json[], ...metrics: Question["metrics"]) =>
    collect(records, rampQuestion({ metrics })).observed;

  test("of amounts the mean over the runs of a session, by the stretch of the ramp", () => {
    const [tokens] = observed(
      [
        runRecord({ ...base, run_id: "r-1", session: "s-1", tokens: { input: 100, output: 0 } }),
        runRecord({ ...base, run_id: "r-2", session: "s-1", tokens: { input: 200, output: 100 } }),
        runRecord({ ...base, run_id: "r-3", session: "s-1", tokens: null }),
        runRecord({ ...base, run_id: "r-4", session: "s-2", tokens: { input: 200, output: 0 } }),
        runRecord({ ...base, run_id: "r-5", session: "s-3", tokens: { input: 50, output: 0 } }),
        runRecord({ ...head, run_id: "r-6", session: "s-4", tokens: { input: 7, output: 0 }, serial: 9 }),
        runRecord({ ...head, run_id: "r-7", session: "s-5", tokens: null }),
      ],
      metric("tokens", "amount"),
    );
    const none = { values: new Float64Array(), counts: new Float64Array(), units: 0 };
    expect(tokens).toMatchObject({
      runs: { base: 4, head: 1 },
      series: {
        kind: "amounts",
        strata: [
          { base: { values: Float64Array.of(50, 200), counts: Float64Array.of(1, 2), units: 3 }, head: none },
          { base: none, head: { values: Float64Array.of(7), counts: Float64Array.of(1), units: 1 } },
        ],
      },
    });
  });

  test.each<[string, JsonObject, number | null]>([
    ["tokens", {}, 120],
    ["input_tokens", {}, 100],
    ["output_tokens", {}, 20],
    ["cached_tokens", { tokens: { input: 9, output: 1, cached: 5 } }, 5],
    ["reasoning_tokens", { tokens: { input: 9, output: 1, reasoning: 1 } }, 1],
    ["reasoning_tokens", {}, null],
    ["tool_calls", {}, 1],
    ["steps", {}, 2],
    ["seconds", {}, 1.5],
    ["spend_usd", {}, 0.25],
    ["outcome.score", { outcome: { score: -0.5 } }, -0.5],
    ["outcome.score", { outcome: { score: null } }, null],
    ["outcome.scores.1", { outcome: { scores: [1, 2] } }, 2],
    ["tokens.cache_write", { tokens: { input: 9, output: 1, cache_write: 3 } }, 3],
    ["constructor.length", {}, null],
    ["toString", {}, null],
  ])("%s is an amount", (name, fields, value) => {
    const [only] = observed([runRecord(fields)], metric(name, /\.|toString/.test(name) ? "field" : "amount"));
    const values = only?.series?.kind === "amounts" ? only.series.strata.flatMap((one) => [...one.base.values]) : [];
    expect(values).toEqual(value === null ? [] : [value]);
  });

  test.each<[string, JsonObject, readonly [number, number]]>([
    ["errors", {}, [0, 1]],
    ["errors", { stop_reason: "error" }, [1, 1]],
    ["errors", { error: { message: "x" } }, [1, 1]],
    ["confirmations", {}, [0, 1]],
    ["confirmations", { decisions: { allow: 0, confirm: 1, deny: 0 } }, [1, 1]],
    ["confirmations", { decisions: null, stop_reason: "needs_confirmation" }, [1, 1]],
    ["confirmations", { decisions: null }, [0, 0]],
    ["denials", { decisions: { allow: 0, confirm: 0, deny: 2 } }, [1, 1]],
    ["denials", { decisions: null }, [0, 0]],
    ["outcome.solved", { outcome: { solved: true } }, [1, 1]],
    ["outcome.solved", { outcome: { solved: false } }, [0, 1]],
  ])("%s is a share", (name, fields, [successes, trials]) => {
    const [only] = observed([runRecord(fields)], metric(name, name.includes(".") ? "field" : "share"));
    if (trials === 0) expect(only).toMatchObject({ series: null, why: null });
    else expect(only?.series).toEqual({ kind: "shares", batches: [{ base: { successes, trials }, head: none }] });
  });
  const none = { successes: 0, trials: 0 };

  test("a session has what any of its runs had", () => {
    const [errors] = observed(
      [runRecord({ run_id: "r-1" }), runRecord({ run_id: "r-2", stop_reason: "error" }), runRecord({ run_id: "r-3" })],
      metric("errors", "share"),
    );
    expect(errors).toMatchObject({
      series: { batches: [{ base: { successes: 1, trials: 1 } }] },
      runs: { base: 3 },
    });
  });

  test("stop reasons are one share each, and what nobody expects is one together", () => {
    const all = observed(
      ["finish", "finish", "error", "truncated", "melted"].map((stop_reason, index) =>
        runRecord({ stop_reason, run_id: `r-${index}`, session: `s-${index}` }),
      ),
      metric("stop_reasons", "mix"),
    );
    const totals = all.map(({ name, series }) => [
      name,
      series?.kind === "shares" ? series.batches.reduce((sum, batch) => sum + batch.base.successes, 0) : null,
    ]);
    expect(totals).toEqual([
      ["stop_reasons.finish", 2],
      ["stop_reasons.error", 1],
      ["stop_reasons.other", 2],
    ]);
  });

  test.each<[string, readonly Json[], string]>([
    ["a text", ["good"], "`outcome` is neither a number nor yes or no in some of the records"],
    ["numbers beside yes and no", [1, true], "`outcome` is a number in some of the records, and yes or no in others"],
  ])("%s cannot be compared", (_name, outcomes, why) => {
    const [only] = observed(
      outcomes.map((outcome, index) => runRecord({ outcome, run_id: `r-${index}` })),
      metric("outcome", "field"),
    );
    expect([only?.series, only?.why]).toEqual([null, why]);
  });

  test("batches follow the order in which sessions were opened, and none goes across a change of the weight", () => {
    const records = Array.from({ length: 2_000 }, (_, index) =>
      runRecord({
        ...(index % 4 === 0 ? head : base),
        run_id: `r-${index}`,
        session: `s-${index}`,
        serial: index < 500 ? 7 : 9,
        opened_at: new Date(Date.parse("2026-11-20T10:00:00Z") + index * 1_000).toISOString(),
        stop_reason: index < 500 ? "error" : "finish",
      }),
    );
    const [errors] = observed(records.toReversed(), metric("errors", "share"));
    const batches = errors?.series?.kind === "shares" ? errors.series.batches : [];
    const sizes = batches.map((batch) => batch.base.trials + batch.head.trials);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2_000);
    expect(sizes.length).toBeLessThan(200);
    const shares = batches.map(({ base, head }) => (base.successes + head.successes) / (base.trials + head.trials));
    const firstLater = shares.indexOf(0);
    expect([shares.slice(0, firstLater), shares.slice(firstLater)].map((part) => [...new Set(part)])).toEqual([
      [1],
      [0],
    ]);
  });
});

describe("nothing is dropped in silence", () => {
  test("the books balance", () => {
    const collector = openCollector(rampQuestion());
    for (const why of ["torn", "not JSON", "not JSON", "not a run record"] as const) collector.skip(why);
    const records = [
      runRecord({ run_id: "r-1" }),
      runRecord({ run_id: "r-1" }),
      runRecord({ ...head, run_id: "r-2", session: "s-2", serial: 9, at: "2026-11-20T11:30:00Z" }),
      runRecord({ bundle: digestLike("c"), run_id: "r-3" }),
      runRecord({ bundle: digestLike("c"), run_id: "r-4" }),
      runRecord({ bundle: digestLike("d"), run_id: "r-5" }),
      runRecord({ ...base, run_id: "r-6", at: "2027-01-01T00:00:00Z" }),
    ];
    for (const record of records) collector.take(record);
    const { accounting } = collector.observations();
    expect(accounting).toMatchObject({
      read: 11,
      sides: { base: { sessions: 1, runs: 2, oneIn: 1 }, head: { sessions: 1, runs: 1, oneIn: 1 } },
      split: [
        { weight: 500, base: 1, head: 0 },
        { weight: 2_500, base: 0, head: 1 },
      ],
      leftOut: { torn: 1, "not JSON": 2, "not a run record": 1, "another bundle": 3, duplicate: 1 },
      otherBundles: [
        { bundle: digestLike("c"), runs: 2 },
        { bundle: digestLike("d"), runs: 1 },
      ],
      // The clock of the year to come makes nothing fresh.
      newest: { base: "2026-11-20T10:00:05.000Z", head: "2026-11-20T11:30:00.000Z" },
      clockAhead: 1,
    });
    const left = Object.values(accounting.leftOut).reduce((sum, runs) => sum + runs, 0);
    expect(left + accounting.sides.base.runs + accounting.sides.head.runs).toBe(accounting.read);
  });

  test("nothing at all", () => {
    const { observed, accounting } = collect([]);
    expect(observed.map(({ series, why }) => [series, why])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(accounting).toMatchObject({ read: 0, newest: { base: null, head: null } });
  });
});

describe("laws", () => {
  const records = fc.array(
    fc.record({ session: fc.nat(12), run: fc.nat(40), bundle: fc.nat(2), tokens: fc.nat(9), error: fc.boolean() }),
    { maxLength: 60 },
  );
  /** One run always says the same. */
  const asRecords = (made: readonly { session: number; run: number; bundle: number }[]): readonly JsonObject[] =>
    made.map(({ session, run, bundle }) =>
      runRecord({
        bundle: digestLike("abc"[bundle] ?? "a"),
        session: session === 0 ? null : `s-${session}`,
        run_id: `r-${run}`,
        opened_at: `2026-11-20T10:00:${String(10 + session)}Z`,
        tokens: { input: run, output: session },
        stop_reason: run % 5 === 0 ? "error" : "finish",
      }),
    );

  test.each([
    ["all are kept", undefined],
    ["a few are kept", { sessions: 8, runs: 16 }],
  ])("the order of lines does not matter, where %s", (_name, budget) => {
    const question = rampQuestion(budget === undefined ? {} : { budget });
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (made, dice) => {
        const written = asRecords(made);
        const shuffled = written
          .map((record) => ({ record, place: dice.next().value ?? 0 }))
          .toSorted((one, other) => one.place - other.place)
          .map(({ record }) => record);
        expect(collect(shuffled, question)).toEqual(collect(written, question));
      }),
    );
  });

  test("what comes twice counts once", () => {
    fc.assert(
      fc.property(records, (made) => {
        const once = asRecords(made);
        const [one, two] = [collect(once), collect([...once, ...once])];
        expect(two.observed).toEqual(one.observed);
        expect(two.accounting.sides).toEqual(one.accounting.sides);
      }),
    );
  });
});
