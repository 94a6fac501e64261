import { describe, expect, test } from "vitest";
import { sayMarkdown } from "../../../src/report/formats/markdown.ts";
import { beside, comparedWith, judged, kept, unmeasured } from "../../helpers/kept.ts";
import { renderMarkdown, tagsOf, textOfHtml } from "../../helpers/markdown.ts";
import { testedReport } from "../../helpers/tested.ts";
import { hostile } from "../sample.ts";

const most = 60_000;
const verdicts = [
  { invariant: "max_tokens", status: "fail" as const, expected: "at most 9,000", got: "14,200", turn: 1 },
];
const failed = (id: string, part: Parameters<typeof kept>[1] = {}) =>
  kept(id, { outcome: "failed", trials: [judged({ passed: false, verdicts })], ...part });
const many = <One>(number: number, one: (at: number) => One): readonly One[] =>
  Array.from({ length: number }, (_, at) => one(at));

test("verdict, base against head, what got worse, what failed; the rest is folded", () => {
  const results = [
    failed("late_order", { incident: "INC-1412", standing: { kind: "equal" }, base: beside([judged()]) }),
    ...many(10, (at) => comparedWith(2, `grew_${at}`)),
    kept("new", { standing: { kind: "added" } }),
    kept("less", { standing: { kind: "weakened", says: ["max_steps is gone"] }, base: beside([judged()]) }),
    failed("flaky", { quarantine: "since May" }),
  ];
  const said = sayMarkdown(testedReport(results, { base: "origin/main", again: ["--base origin/main"], reused: 3 }));
  const lines = said.split("\n").filter((line) => /^(<!--|#|❌|run by|<details|\| [a-z]+ |promptctl)/i.test(line));
  expect(lines.slice(0, 4)).toEqual([
    "<!-- promptctl test: . -->",
    "## promptctl test: 1 failed · 11 regressions · 12 passed",
    "❌ 14 golden tasks: 1 failed, 12 passed, 1 in quarantine; 11 regressions",
    "run by node agent.mjs · compared with origin/main",
  ]);
  expect(lines.filter((line) => /^(#|<details)/.test(line)).slice(1)).toEqual([
    "### Worse than the base",
    "### Failed",
    "<details><summary>What was compared, and what was not</summary>",
    "<details><summary>In quarantine: 1</summary>",
    "<details><summary>How often tasks pass</summary>",
    "<details><summary>Every task: 14</summary>",
    "<details><summary>About this run</summary>",
  ]);
  expect(said).toContain("| support/grew\\_0 | tokens | 1,005 | 2,005 | +100 % | p ");
  expect(said).toContain(
    "| support/late\\_order<br>goldens/support/everyday.yaml:4<br>guards INC-1412<br>base passed | max\\_tokens | at most 9,000 | 14,200<br>in turn 2 |",
  );
  expect(said).toContain("| support/less as the base has it | proves less here | max\\_steps is gone |");
  expect(said).toContain("| support/new | new |  |");
  expect(said).toContain("1,005 → 2,005");
  expect(said).toContain("- evidence not saved: --save was not asked for\n- 3 of 14 results are of an earlier run");
  expect(said).toContain("```\npromptctl test --base origin/main -o report.html\n```");
});

test("three that pass are few lines", () => {
  const said = sayMarkdown(testedReport([kept("a"), kept("b"), kept("c")]));
  expect(said.split("\n").length).toBeLessThan(35);
  expect(said).toContain("✅ 3 golden tasks: 3 passed");
});

test("one reason that stops all is said once", () => {
  const said = sayMarkdown(
    testedReport(many(200, (at) => kept(`t${at}`, { outcome: "unmeasured", trials: [unmeasured("there is no key")] }))),
  );
  expect(said.match(/there is no key/g)).toHaveLength(1);
  expect(said).toContain("⚠️ 200 golden tasks: 200 could not be measured");
});

describe("a comment that would be too long", () => {
  test("gives up the table of tasks first, and says how many rows, and where they are", () => {
    const said = sayMarkdown(
      testedReport(
        many(3_000, (at) => comparedWith(at < 2_000 ? 2 : 1, `task_${at}`)),
        { base: "main", again: ["--base main"] },
      ),
    );
    expect(said.length).toBeLessThanOrEqual(most);
    expect(said).toMatch(/Left out, because this place has an end: \d,\d{3} rows of the table of tasks\. All of it:/);
    expect(said).toContain("promptctl test --base main --format json");
    expect(said).toMatch(/^\| over all tasks \| tokens \| 1,005, p95 1,005 \| 2,005, p95 2,005 \| \+100 % \|/m);
  });

  test("keeps the first failures, and folds those after them", () => {
    const said = sayMarkdown(testedReport(many(900, (at) => failed(`task_${at}`))));
    expect(said.length).toBeLessThanOrEqual(most);
    expect(said).toContain("<details><summary>880 more that failed</summary>");
    expect(said).toMatch(/\d+ failures/);
  });

  test("of long texts shows their beginnings", () => {
    const long = [
      {
        invariant: "output",
        status: "fail" as const,
        expected: "x".repeat(90_000),
        got: "y".repeat(90_000),
        turn: null,
      },
    ];
    const said = sayMarkdown(
      testedReport(many(20, (at) => failed(`t${at}`, { trials: [judged({ passed: false, verdicts: long })] }))),
    );
    expect(said.length).toBeLessThan(20_000);
  });
});

test("hostile text is text in every place: no tag, no mention, no row that breaks", () => {
  const wrong = [{ invariant: hostile, status: "fail" as const, expected: hostile, got: hostile, turn: 0 }];
  const results = [
    failed(hostile, {
      contract: hostile,
      incident: hostile,
      tags: [hostile],
      trials: [judged({ passed: false, verdicts: wrong })],
    }),
    kept("q", { quarantine: hostile, outcome: "failed", trials: [judged({ passed: false, verdicts: wrong })] }),
    kept("u", { outcome: "unmeasured", trials: [unmeasured(hostile, { stderr: hostile })] }),
    kept("w", { standing: { kind: "weakened", says: [hostile] }, base: beside([unmeasured(hostile)], "unmeasured") }),
  ];
  const said = sayMarkdown(
    testedReport(results, {
      base: hostile,
      runner: hostile,
      root: hostile,
      again: [hostile],
      unsaid: [hostile],
      unsaved: hostile,
      files: [hostile],
    }),
  );
  const html = renderMarkdown(said);
  const tags = new Set(tagsOf(html).map((tag) => tag.replace(/^<\/?([a-z0-9]*).*$/s, "$1")));
  for (const tag of ["script", "img", "a", "input", "b", "em", "del", "blockquote"]) expect(tags).not.toContain(tag);
  const outside = textOfHtml(html.replaceAll(/<pre>[\s\S]*?<\/pre>/g, ""));
  expect(outside).not.toMatch(/@octocat|@org\/team|(?<!\w)#123|owner\/repo#9/);
  for (const [table] of html.matchAll(/<table>[\s\S]*?<\/table>/g)) {
    const widths = [...table.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) => row.match(/<t[hd]/g)?.length);
    expect(new Set(widths).size).toBe(1);
  }
});
