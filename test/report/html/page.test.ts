import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayHtml } from "../../../src/report/formats/html.ts";
import { markup } from "../../../src/report/html/markup.ts";
import { gatherRuns } from "../../../src/report/test/page/gather-runs.ts";
import { pageMeasures } from "../../../src/report/test/page/measures.ts";
import { plotOf } from "../../../src/report/test/page/plot.ts";
import { beside, comparedWith, judged, kept, unmeasured } from "../../helpers/kept.ts";
import { answered, testedReport } from "../../helpers/tested.ts";
import { sample } from "../sample.ts";

const verdicts = [
  { invariant: "max_tokens", status: "fail" as const, expected: "at most 9,000", got: "14,200", turn: 1 },
];
const failed = kept("bad", { outcome: "failed", trials: [judged({ passed: false, verdicts })] });
const textOf = (page: string): string =>
  page
    .replace(/^[\s\S]*<body>/, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll(/\s+/g, " ");

test("law: what is put into a template is text, whatever it holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { markup: said } = markup`<p title="${text}">${[text, [text]]}</p>`;
      const inside = said.slice('<p title="'.length, -"</p>".length).replace('">', "");
      expect(inside).not.toMatch(/[<>"']/);
      expect(inside.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
    }),
  );
});

test("the policy allows the one style that is there, and nothing else", async () => {
  const page = await sayHtml(testedReport([failed]));
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(
    `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
  );
  expect(style).not.toMatch(/url\(|@import/);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\son[a-z]+=|\sstyle=|\ssrc=|href="(?!#)/);
});

test("a failure: what was expected and what came, in which turn, and the run with its calls", async () => {
  const text = textOf(await sayHtml(testedReport([kept("good"), failed])));
  expect(text).toContain("max_tokens expected at most 9,000 ✘ got 14,200 turn 2");
  expect(text).toContain("stopped with budget_exceeded (the provider said length)");
  expect(text).toContain("tokens: 2,500 in, 60 out, 1,200 cached, 64 reasoning · 9.2 s · $0.01");
  expect(text).toContain("user turn 2 Is there any news?");
  expect(text).toContain("calls delete_account deny {} ✘ denied by no-delete");
  expect(text).toContain("calls find_customer allow");
  expect(text.indexOf("support/bad")).toBeLessThan(text.indexOf("support/good"));
});

test("what is in quarantine or could not be measured stands apart, and one reason is said once", async () => {
  const text = textOf(
    await sayHtml(
      testedReport([
        failed,
        kept("q", { outcome: "failed", quarantine: "flaky", trials: failed.trials }),
        ...["a", "b"].map((id) => kept(id, { outcome: "unmeasured", trials: [unmeasured("there is no key")] })),
      ]),
    ),
  );
  expect(text).toMatch(
    /Failed 1 .*Could not be measured 2 .*\? 2 tasks: there is no key .*In quarantine 1 .*In quarantine: flaky/,
  );
});

test("beside the base there are both numbers, their ratio, and a plot that says in words what it shows", async () => {
  const used = (steps: number) => ({ steps, tool_calls: null, tokens: null, seconds: null, spend_usd: null });
  const trials = [2, 4, 6].map((steps) => judged(used(steps * 2)));
  const base = beside([2, 4, 6].map((steps) => judged(used(steps))));
  const twice = kept("twice", { runs: 3, trials, standing: { kind: "equal" }, base });
  const page = await sayHtml(testedReport([twice], { base: "main" }));
  expect(textOf(page)).toContain("steps 4 8 +100 %");
  expect(textOf(page)).toContain("4 → 8 +100 %");
  expect(page).toContain('aria-label="steps: base 2 to 6, median 4; head 4 to 12, median 8"');
});

test("there is room for so much, of what did not pass and of what did; the page says what is missing", async () => {
  const long = { ...answered, transcript: [{ role: "user" as const, content: "x".repeat(7_000) }] };
  const many = Array.from({ length: 30 }, (_, at) => kept(`good_${at}`));
  const report = testedReport([...many, failed], {}, long);
  const { tested } = report;
  if (tested === undefined) throw new Error("no tasks");
  const runs = await gatherRuns(tested, { told: 20_000, passed: 50_000 });
  expect(runs.has("support/bad")).toBe(true);
  expect(runs.size).toBeGreaterThan(3);
  expect(runs.size).toBeLessThan(8);

  const huge = testedReport(
    Array.from({ length: 3_000 }, (_, at) => kept(`t_${at}`)),
    {},
    long,
  );
  const page = await sayHtml(huge);
  expect(page.length).toBeLessThan(16_000_000);
  expect(textOf(page)).toMatch(
    /Every run with its whole transcript: \.promptctl\/results\/1\.jsonl The transcripts of 1,\d{3} tasks are not on this page/,
  );
}, 120_000);

test("one text is cut where nobody reads on, and says how much there is", async () => {
  const answer = { ...answered, transcript: [{ role: "user" as const, content: "x".repeat(1_000_000) }] };
  const page = await sayHtml(testedReport([failed], {}, answer));
  expect(page.length).toBeLessThan(50_000);
  expect(page).toContain("xxx… (992,000 characters more)");
});

test("the base's runs stand beside those of here, with what did not hold there", async () => {
  const page = await sayHtml(
    testedReport([
      kept("late", { standing: { kind: "equal" }, base: beside([judged({ passed: false, verdicts })], "failed") }),
    ]),
  );
  const text = textOf(page);
  expect(text).toContain("Transcript base ✘ failed head ✔ passed base ✘ failed ✘ max_tokens : expected at most 9,000");
  expect(text.match(/calls delete_account/g)).toHaveLength(2);
  expect(text).toContain("Answer This was the base. head ✔ passed");
});

test("a side that was decided sooner says so", async () => {
  const trials = [judged(), judged()];
  const base = beside([judged(), judged(), judged({ passed: false })]);
  const page = await sayHtml(testedReport([kept("t", { runs: 3, trials, standing: { kind: "equal" }, base })]));
  expect(textOf(page)).toContain("Run 3 of 3 base ✘ failed head – decided before");
});

test.each([
  [{ kind: "added" }, "new, smoke", "New: the base has no such task"],
  [{ kind: "changed" }, "asks something else, smoke", "It asks something else than at the base"],
  [{ kind: "removed" }, "gone here, smoke", "Gone here: run as the base has it"],
  [
    { kind: "weakened", says: ["max_steps is gone"] },
    "proves less here, smoke",
    "It proves less here: run as the base has it",
  ],
  [{ kind: "same" }, "as at the base, smoke", "Contract and program are those of the base"],
] as const)(
  "how a task stands to the base is said in its row and its own place: $kind",
  async (standing, row, said) => {
    const text = textOf(await sayHtml(testedReport([kept("t", { standing, tags: ["smoke"], outcome: "failed" })])));
    expect(text).toContain(row);
    expect(text).toContain(said);
    expect(text.includes("max_steps is gone")).toBe(standing.kind === "weakened");
  },
);

test("what got worse has its own place after the failures, over all tasks first, and those first that grew most", async () => {
  const results = [
    ...Array.from({ length: 10 }, (_, at) => comparedWith(1.5, `grew_${at}`)),
    comparedWith(3, "tripled"),
    kept("bad", { outcome: "failed", trials: [judged({ passed: false, verdicts })] }),
  ];
  const page = await sayHtml(testedReport(results, { base: "main" }));
  const text = textOf(page);
  expect(text.slice(text.indexOf("Failed 1 support/bad"))).toMatch(
    /Worse than the base 12 .*over all tasks ▲ tokens \+50 %, p 0\.003, effect \+1\.00 1,004\.5 1,504\.5 .*?support\/tripled ▲ tokens \+199 %, p < 0\.001, effect \+1\.00 1,004\.5 3,004\.5 .*Base against head 11 tasks ran on both sides, at main and here/,
  );
  expect(text).toContain("▲ WORSE (p 0.003, effect +1.00)");
  expect(text).toContain("1,004.5 → 1,504.5 +50 % ▲ worse");
  expect(text).toMatch(/seconds does not decide 1 s 1 s none/);
  expect(text).toContain("support/tripled ✔ passed ▲ worse than the base");
});

test("where nothing can be compared, nothing is said to be no worse", async () => {
  const text = textOf(await sayHtml(testedReport([kept("t", { standing: { kind: "added" } })], { base: "main" })));
  expect(text).toContain("nothing can be compared: no task asks the same of both sides");
  expect(text).not.toContain("▲ worse than the base");
});

test("few runs say that they are few, and how many would do", async () => {
  const one = kept("one", { standing: { kind: "equal" }, base: beside([judged()]) });
  const text = textOf(await sayHtml(testedReport([one], { base: "main" })));
  expect(text).toMatch(/too few for a verdict: \d would do/);
  expect(text).toContain("1 task ran too seldom for a verdict of its own");
});

test.each([
  [{}, "Evidence not saved: --save was not asked for"],
  [{ unsaved: "a run that was narrowed (--tag smoke) proves nothing" }, "Evidence not saved: a run that was narrowed"],
  [{ reused: 2 }, "Taken over 2 of 3 results, from an earlier run"],
  [{ retried: 4 }, "Repeated 4 attempts that failed for a moment"],
])("what was kept and taken over is said: %j", async (part, said) => {
  expect(textOf(await sayHtml(testedReport([kept("a"), kept("b"), kept("c")], part)))).toContain(said);
});

describe("a plot", () => {
  const [measure] = pageMeasures;
  if (measure === undefined) throw new Error("nothing is measured");
  const dotsOf = (plot: string, side: "base" | "head"): number =>
    new RegExp(`<path class="${side}" d="([^"]*)"`).exec(plot)?.[1]?.match(/M/g)?.length ?? 0;

  test("law: has a dot for each run, or says for how many one stands", () => {
    const samples = fc.array(fc.nat(50), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(samples, samples, (base, head) => {
        const { markup: plot } = plotOf(measure, { base, head });
        const each = Number(/each dot: (\d+) runs/.exec(plot)?.[1] ?? 1);
        for (const [side, all] of [
          ["base", base],
          ["head", head],
        ] as const) {
          expect(dotsOf(plot, side) * each).toBeGreaterThanOrEqual(all.length);
          expect(dotsOf(plot, side)).toBeLessThanOrEqual(all.length);
        }
        expect(plot.match(/class="median"/g)).toHaveLength(2);
        expect(plot).not.toMatch(/NaN|Infinity/);
      }),
    );
  });

  test("many that are equal are a stack, and not one dot", () => {
    const { markup: plot } = plotOf(measure, { base: [], head: Array.from({ length: 3_000 }, () => 7) });
    expect(dotsOf(plot, "head")).toBe(6);
    expect(plot).toContain("each dot: 500 runs");
  });
});

test.each([
  ["diff", "yes", "✔ yes"],
  ["diff", "no", "✘ no"],
  ["test", "yes", "✔ passed"],
  ["test", "no", "✘ failed"],
  ["test", "unknown", "? not known"],
  ["test", "stopped", "■ stopped"],
] as const)("the answer of %s is a sign and a word: %s", async (command, answer, said) => {
  const report = command === "diff" ? sample : testedReport([failed]);
  expect(textOf(await sayHtml({ ...report, answer }))).toContain(`promptctl ${report.command} ${said} `);
});
