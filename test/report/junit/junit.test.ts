import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exitOfAnswer } from "../../../src/report/exit.ts";
import { sayJunit } from "../../../src/report/formats/junit.ts";
import { element } from "../../../src/report/junit/xml.ts";
import { junitFaults } from "../../helpers/junit.ts";
import { beside, comparedWith, judged, kept, unmeasured } from "../../helpers/kept.ts";
import { testedReport } from "../../helpers/tested.ts";
import { hostile, hostileReport, sample } from "../sample.ts";

const failed = judged({
  passed: false,
  seconds: 2.25,
  verdicts: [
    { invariant: "max_tokens", status: "fail", expected: "at most 9,000", got: "14,200", turn: null },
    { invariant: "max_tool_calls", status: "fail", expected: "at most 6", got: "11", turn: 1 },
    { invariant: "max_increase.tokens", status: "not compared", expected: "at most 20%", got: "no base", turn: null },
  ],
});
const bundle = "a".repeat(64);

test("a suite for each contract, a test for each task, and four ways to end", async () => {
  const text = sayJunit(
    testedReport(
      [
        kept("late_order", { outcome: "failed", incident: "INC-1412", tags: ["smoke", "orders"], trials: [failed] }),
        kept("no_key", { outcome: "unmeasured", trials: [unmeasured("exit code 1", { stderr: "no key\n" })] }),
        kept("flaky", { outcome: "failed", quarantine: "flaky since May", trials: [failed] }),
        kept("greeting", { contract: "triage", runs: 3, trials: [judged(), failed, judged()] }),
      ],
      { base: "origin/main", compared: null },
    ),
  );
  expect(await junitFaults(text)).toEqual([]);
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="promptctl test" tests="4" failures="1" errors="1" skipped="1" time="8.750">
  <testsuite name="support" tests="3" failures="1" errors="1" skipped="1" time="4.500">
    <properties>
      <property name="runner" value="node agent.mjs"/>
      <property name="mode" value="command"/>
      <property name="base" value="origin/main"/>
      <property name="prompt_id" value="support@aaaaaaaaaaaa"/>
      <property name="bundle" value="sha256:${bundle}"/>
    </properties>
    <testcase name="late_order" classname="support" time="2.250" file="goldens/support/everyday.yaml" line="4">
      <properties>
        <property name="prompt_id" value="support@aaaaaaaaaaaa"/>
        <property name="incident" value="INC-1412"/>
        <property name="tag" value="smoke"/>
        <property name="tag" value="orders"/>
      </properties>
      <failure message="max_tokens: expected at most 9,000, got 14,200" type="max_tokens">max_tokens: expected at most 9,000, got 14,200

max_tool_calls: expected at most 6, got 11 (in turn 2)</failure>
    </testcase>
    <testcase name="no_key" classname="support" time="0.000" file="goldens/support/everyday.yaml" line="4">
      <properties>
        <property name="prompt_id" value="support@aaaaaaaaaaaa"/>
      </properties>
      <error message="could not be measured: exit code 1 no key" type="could not be measured">could not be measured: exit code 1
no key</error>
    </testcase>
    <testcase name="flaky" classname="support" time="2.250" file="goldens/support/everyday.yaml" line="4">
      <properties>
        <property name="prompt_id" value="support@aaaaaaaaaaaa"/>
        <property name="quarantine" value="flaky since May"/>
      </properties>
      <skipped message="in quarantine: flaky since May; max_tokens: expected at most 9,000, got 14,200"/>
    </testcase>
  </testsuite>
  <testsuite name="triage" tests="1" failures="0" errors="0" skipped="0" time="4.250">
    <properties>
      <property name="runner" value="node agent.mjs"/>
      <property name="mode" value="command"/>
      <property name="base" value="origin/main"/>
      <property name="prompt_id" value="triage@aaaaaaaaaaaa"/>
      <property name="bundle" value="sha256:${bundle}"/>
    </properties>
    <testcase name="greeting" classname="triage" time="4.250" file="goldens/support/everyday.yaml" line="4">
      <properties>
        <property name="prompt_id" value="triage@aaaaaaaaaaaa"/>
        <property name="runs" value="3"/>
        <property name="runs_passed" value="2"/>
      </properties>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test("the schema refuses what is none of the dialect", async () => {
  expect(await junitFaults("<testsuites/>")).not.toEqual([]);
  expect(await junitFaults('<testsuites tests="0" failures="0" errors="0" skipped="0">')).not.toEqual([]);
});

test("tasks that were not run are an error, so that nothing looks finished", async () => {
  const text = sayJunit(testedReport([kept("first")], { wanted: 3, end: "interrupted" }));
  expect(await junitFaults(text)).toEqual([]);
  expect(text).toContain(`tests="2" failures="0" errors="1"`);
  expect(text).toContain(`<testcase name="2 golden tasks not run" classname="promptctl">`);
  expect(text).toContain(`<error message="interrupted after 1 of 3 golden tasks: 1 passed;`);
});

test("every run that failed is told, those that were not measured only where they decide", () => {
  const text = sayJunit(
    testedReport([kept("often", { outcome: "failed", runs: 3, trials: [failed, unmeasured("no answer"), failed] })]),
  );
  expect(text).toContain("run 1: max_tokens");
  expect(text).toContain("run 3: max_tool_calls: expected at most 6, got 11 (in turn 2)");
  expect(text).not.toContain("no answer");
});

describe("beside a base", () => {
  test("a task that is run as the base has it is a test of its own, and says how it stands and what the base did", async () => {
    const text = sayJunit(
      testedReport([
        kept("plain", { standing: { kind: "changed" } }),
        kept("plain", {
          standing: { kind: "weakened", says: ["max_steps is gone"] },
          base: beside([judged({ seconds: 4 }), judged({ passed: false })]),
        }),
      ]),
    );
    expect(await junitFaults(text)).toEqual([]);
    expect(text).toContain(`<testcase name="plain" `);
    expect(text).toContain(`<testcase name="plain as the base has it" `);
    expect(propertiesIn(text)).toEqual(
      expect.arrayContaining([
        "standing changed",
        "standing weakened",
        "proves_less max_steps is gone",
        "base_outcome passed",
        "base_runs 2",
        "base_runs_passed 1",
        "base_tokens 7500",
        "head_tokens 7500",
        "base_seconds 2.5",
        "head_seconds 1",
      ]),
    );
  });

  test("what got worse is a test that fails, over all tasks and in single ones; what does not decide is none", async () => {
    const { trials } = comparedWith(1, "slower");
    const slower = comparedWith(1, "slower", { trials: trials.map((trial) => ({ ...trial, seconds: 9 })) });
    const grew = Array.from({ length: 10 }, (_, at) => comparedWith(2, `grew_${at}`));
    const text = sayJunit(testedReport([...grew, slower], { base: "main" }));
    expect(await junitFaults(text)).toEqual([]);
    expect(text).toMatch(/<testsuite name="base against head" tests="\d+" failures="11" errors="0" skipped="0">/);
    expect(text).toMatch(/<testsuites name="promptctl test" tests="\d+" failures="11" errors="0"/);
    expect(text).toMatch(
      /<failure message="tokens over all tasks: base 1,005; head 2,005 \(\+100 %\), p 0\.\d+, effect \+1\.00" type="regression">WORSE/,
    );
    expect(text).toContain(`<testcase name="tokens in support/grew_3" classname="base against head">`);
    expect(text).toContain(`<testcase name="passes over all tasks" classname="base against head">`);
    expect(text).not.toContain(`name="seconds `);
  });

  test("law: whoever reads only this sees red exactly where the exit code is 1 or 3", () => {
    const outcome = fc.constantFrom("passed" as const, "failed" as const, "unmeasured" as const);
    const standing = fc.constantFrom("equal", "same", "added", "changed", "removed");
    const task = fc.record({
      outcome,
      base: outcome,
      standing,
      times: fc.constantFrom(0.5, 1, 3),
      quarantine: fc.constantFrom(null, null, "flaky"),
    });
    fc.assert(
      fc.property(
        fc.array(task, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        (tasks, isBeside, isCut) => {
          const results = tasks.map(({ outcome: came, base, standing: kind, times, quarantine }, at) => {
            const { trials, base: before } = comparedWith(times, "x");
            const none = [unmeasured("no key")];
            const ran = kind === "equal" || kind === "removed";
            return kept(`t${at}`, {
              outcome: came,
              quarantine,
              trials: came === "unmeasured" ? none : trials,
              standing: isBeside ? { kind: kind as "equal" } : null,
              base: isBeside && ran ? beside(base === "unmeasured" ? none : (before?.trials ?? []), base) : null,
            });
          });
          const wanted = results.length + (isCut ? 1 : 0);
          const report = testedReport(results, {
            wanted,
            end: isCut ? "spent" : "finished",
            base: isBeside ? "main" : null,
          });
          const [, failures, errors] = /<testsuites .*? failures="(\d+)" errors="(\d+)"/.exec(sayJunit(report)) ?? [];
          const isRed = Number(failures) + Number(errors) > 0;
          expect({ isRed }).toEqual({ isRed: [1, 3].includes(exitOfAnswer(report.answer)) });
        },
      ),
    );
  });
});

function propertiesIn(text: string): readonly string[] {
  return [...text.matchAll(/<property name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => `${name} ${value}`);
}

describe("any other command is one test", () => {
  test.each([
    ["yes", "<testcase name=", 0, 0, 0],
    ["no", "<failure message=", 1, 0, 0],
    ["unknown", "<error message=", 0, 1, 0],
    ["stopped", "<skipped message=", 0, 0, 1],
  ] as const)("%s", async (answer, part, failures, errors, skipped) => {
    const text = sayJunit({ ...sample, answer });
    expect(await junitFaults(text)).toEqual([]);
    expect(text).toContain(part);
    expect(text).toContain(`tests="1" failures="${failures}" errors="${errors}" skipped="${skipped}"`);
  });
});

describe("hostile text", () => {
  const bad = `${hostile}\u0000\u0008\uFFFE\uD800 ]]> &amp; <![CDATA[ "x" 'y' --> \r\n::error::x ##[error]`;

  test("in every place is text of a file that is read", async () => {
    const verdicts = [{ invariant: bad, status: "fail" as const, expected: bad, got: bad, turn: null }];
    const results = [
      kept(bad, {
        contract: bad,
        outcome: "failed",
        incident: bad,
        tags: [bad],
        trials: [judged({ passed: false, verdicts })],
      }),
      kept("b", { outcome: "unmeasured", quarantine: bad, trials: [unmeasured(bad, { stderr: bad })] }),
      kept("c", { outcome: "unmeasured", trials: [unmeasured(bad, { stderr: bad })] }),
    ];
    expect(await junitFaults(sayJunit(testedReport(results, { runner: bad, base: bad })))).toEqual([]);
    expect(await junitFaults(sayJunit({ ...hostileReport(bad), answer: "no" }))).toEqual([]);
  });

  test("law: whatever a text holds, XML can be made of it", async () => {
    const texts = fc.sample(fc.string({ unit: "binary", maxLength: 40 }), 400);
    const cases = texts.map((text) =>
      element("testcase", { name: text, classname: text }, [
        element("error", { message: text, type: text }, `x${text}`),
      ]),
    );
    const counts = { tests: 1, failures: 0, errors: 0, skipped: 0 };
    const text = element("testsuites", counts, [element("testsuite", { name: "x", ...counts }, cases)]).join("\n");
    expect(await junitFaults(text)).toEqual([]);
  });

  test("is no command of a CI where it is printed", () => {
    const text = sayJunit(testedReport([kept("a", { outcome: "unmeasured", trials: [unmeasured(bad)] })]));
    expect(text).not.toMatch(/^\s*::error/m);
    expect(text).not.toContain("##[");
  });
});
