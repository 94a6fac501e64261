import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunEnd } from "../../../src/core/golden/results/file.ts";
import { exitOfAnswer } from "../../../src/report/exit.ts";
import { sayGithub } from "../../../src/report/formats/github.ts";
import { sayHuman } from "../../../src/report/formats/human.ts";
import { testReport, type TestReport } from "../../../src/report/test/report.ts";
import { judged, kept, unmeasured } from "../../helpers/kept.ts";

function run(part: Partial<TestReport>): TestReport {
  const results = part.results ?? [];
  return {
    results,
    wanted: results.length,
    end: "finished",
    shard: null,
    again: [],
    retried: 0,
    unsaid: [],
    spent: 0,
    compared: null,
    reused: 0,
    path: ".promptctl/results/1.jsonl",
    evidence: [],
    unsaved: null,
    ...part,
  };
}

const failed = judged({
  passed: false,
  verdicts: [
    { invariant: "max_tokens", status: "fail", expected: "at most 9,000", got: "14,200", turn: null },
    { invariant: "max_tool_calls", status: "fail", expected: "at most 6", got: "11", turn: 1 },
  ],
});

const say = (report: TestReport): string => sayHuman(testReport(report), (_tone, text) => text, 80);
const many = (count: number, part: Parameters<typeof kept>[1] = {}) =>
  Array.from({ length: count }, (_, at) => kept(`task_${at}`, part));

test("a failure: where, what was expected, what came, and in which turn", () => {
  expect(
    say(
      run({
        results: [kept("late_order", { outcome: "failed", incident: "INC-1412", trials: [failed] }), ...many(30)],
      }),
    ),
  ).toBe(
    `support/late_order  goldens/support/everyday.yaml:4  (guards INC-1412)

- max_tokens
  expected  at most 9,000
  got       14,200
- max_tool_calls
  expected  at most 6
  got       11
  in turn   2

every run, with its transcript: .promptctl/results/1.jsonl

✘ 31 golden tasks: 1 failed, 30 passed
`,
  );
});

test("what a provider was not told is part of the result", () => {
  const report = testReport(run({ results: many(1), unsaid: ["google/gemini-2.5: output: not beside tools"] }));
  expect(sayHuman(report, (_tone, text) => text, 80)).toContain(
    "not sent: google/gemini-2.5: output: not beside tools",
  );
  expect(report.data["unsaid"]).toEqual(["google/gemini-2.5: output: not beside tools"]);
});

test("a task that is run as the base has it, too, is a row of its own", () => {
  const results = [kept("plain", { standing: { kind: "changed" } }), kept("plain", { standing: { kind: "removed" } })];
  expect(say(run({ results })).match(/^plain.*passed/gm)).toEqual([
    "plain                     passed",
    "plain as the base has it  passed",
  ]);
});

test("a thousand that pass are one line", () => {
  expect(say(run({ results: many(1_000) }))).toBe("✔ 1,000 golden tasks: 1,000 passed\n");
});

test("one reason that stops all is said once", () => {
  const results = many(200, {
    outcome: "unmeasured",
    trials: [unmeasured("there is no recording in goldens/support/recordings")],
  });
  const said = say(run({ results }));
  expect(said.match(/there is no recording/g)).toHaveLength(1);
  expect(said).toContain("200 tasks: support/task_0, support/task_1,");
  expect(said).toMatch(/\n\n\? 200 golden tasks: 200 could not be measured, 0 passed\n$/);
});

test("of many failures the first ones are told, and the names of others", () => {
  const said = say(run({ results: many(60, { outcome: "failed", trials: [failed] }) }));
  expect(said.match(/max_tokens/g)).toHaveLength(25);
  expect(said).toContain("35 more tasks failed: support/task_25,");
});

test("the end of what a program wrote is shown, and not twice", () => {
  const stderr = Array.from({ length: 30 }, (_, at) => `line ${at}`).join("\n");
  const results = [
    kept("broken", { outcome: "unmeasured", trials: [unmeasured("node ended with exit code 1", { stderr })] }),
  ];
  expect(say(run({ results }))).toContain("  …\n  line 22\n");
  const short = [
    kept("broken", {
      outcome: "unmeasured",
      trials: [unmeasured("node ended with exit code 1: no key", { stderr: "no key\n" })],
    }),
  ];
  expect(say(run({ results: short })).match(/no key/g)).toHaveLength(1);
});

describe("what shows files", () => {
  const results = [
    kept("late_order", { outcome: "failed", trials: [failed] }),
    kept("flaky", { outcome: "failed", quarantine: "flaky", trials: [failed] }),
    ...["one", "two"].map((id) => kept(id, { outcome: "unmeasured", trials: [unmeasured("no key")] })),
    ...many(2),
  ];

  test("has what failed at the line of its task, and a reason that stops many once", () => {
    expect(sayGithub(testReport(run({ results })))).toBe(
      [
        "::error title=support/late_order,file=goldens/support/everyday.yaml,line=4,col=5::" +
          "max_tokens: expected at most 9,000, got 14,200%0Amax_tool_calls: expected at most 6, got 11",
        "::warning title=support/one,file=goldens/support/everyday.yaml,line=4,col=5::" +
          "2 tasks (support/one and support/two) could not be measured: no key",
        "6 golden tasks: 1 failed, 2 could not be measured, 2 passed, 1 in quarantine",
        "",
      ].join("\n"),
    );
  });

  test("finds a task that is in quarantine by its name, and no task that passed", () => {
    const told = testReport(run({ results })).notices?.map(({ rule, level }) => [rule, level]);
    expect(told).toEqual([
      ["support/late_order", "error"],
      ["support/flaky", "note"],
      ["support/one", "warning"],
    ]);
  });
});

describe("the verdict", () => {
  test.each<[string, Partial<TestReport>, number, string]>([
    ["all passed", { results: many(3) }, 0, "3 golden tasks: 3 passed"],
    [
      "what is in quarantine does not count",
      { results: [...many(1), kept("q", { outcome: "failed", quarantine: "flaky", trials: [failed] })] },
      0,
      "2 golden tasks: 1 passed, 1 in quarantine",
    ],
    ["a shard", { results: many(1), shard: { index: 2, of: 4 } }, 0, "shard 2/4, 1 golden task: 1 passed"],
    [
      "interrupted",
      { results: many(2), wanted: 5, end: "interrupted" },
      130,
      "interrupted after 2 of 5 golden tasks: 2 passed; go on with `promptctl test --resume`",
    ],
    [
      "interrupted while a model was recorded",
      { results: many(2), wanted: 5, end: "interrupted", again: ["--record", "--tag smoke"] },
      130,
      "interrupted after 2 of 5 golden tasks: 2 passed; go on with `promptctl test --record --tag smoke --resume`",
    ],
    [
      "out of money",
      { results: many(2), wanted: 5, end: "spent", spent: 2.5 },
      3,
      "stopped at $2.50 after 2 of 5 golden tasks: 2 passed; go on with --resume and another --max-spend-usd",
    ],
    [
      "nobody knows the price",
      { results: many(2), wanted: 5, end: "unpriced" },
      3,
      "stopped after 2 of 5 golden tasks, because nobody says what a run spends: 2 passed; without a price --max-spend-usd cannot be kept",
    ],
  ])("%s", (_name, part, exit, verdict) => {
    const report = testReport(run(part));
    expect({ exit: exitOfAnswer(report.answer), verdict: report.verdict }).toEqual({ exit, verdict });
  });

  test("law: it agrees with the exit code", () => {
    const outcome = fc.constantFrom("passed", "failed", "unmeasured");
    const end = fc.constantFrom<RunEnd>("finished", "interrupted", "spent", "unpriced");
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 6 }), end, fc.boolean(), (outcomes, ended, isQuarantined) => {
        const results = outcomes.map((one, at) =>
          kept(`t${at}`, { outcome: one as "passed", quarantine: isQuarantined && at === 0 ? "flaky" : null }),
        );
        const left = ended === "finished" ? 0 : 1;
        const { answer, verdict } = testReport(run({ results, wanted: results.length + left, end: ended }));
        const counted = outcomes.slice(isQuarantined ? 1 : 0);
        const exit = exitOfAnswer(answer);
        if (exit === 0) expect(counted.every((one) => one === "passed") && left === 0).toBe(true);
        if (ended === "interrupted")
          expect({ exit, interrupted: verdict.includes("interrupted") }).toEqual({ exit: 130, interrupted: true });
        else expect(/\d failed/.test(verdict)).toBe(exit === 1);
      }),
    );
  });
});
