import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sayHtml } from "../../../src/report/formats/html.ts";
import { markup } from "../../../src/report/html/markup.ts";
import { gatherRuns } from "../../../src/report/test/page/gather-runs.ts";
import { beside, judged, kept, unmeasured } from "../../helpers/kept.ts";
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
  expect(textOf(page)).toContain("steps 4 8 ×2.00");
  expect(textOf(page)).toContain("4 → 8 ×2.00");
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
  expect(page.length).toBeLessThan(10_000_000);
  expect(textOf(page)).toMatch(
    /Every run with its whole transcript: \.promptctl\/results\/1\.jsonl The transcripts of 2,\d{3} tasks are not on this page/,
  );
}, 120_000);

test("one text is cut where nobody reads on, and says how much there is", async () => {
  const answer = { ...answered, transcript: [{ role: "user" as const, content: "x".repeat(1_000_000) }] };
  const page = await sayHtml(testedReport([failed], {}, answer));
  expect(page.length).toBeLessThan(50_000);
  expect(page).toContain("xxx… (992,000 characters more)");
});

test.each([
  [sample, "yes", "✔ yes"],
  [sample, "no", "✘ no"],
  [testedReport([failed]), "yes", "✔ passed"],
  [testedReport([failed]), "no", "✘ failed"],
  [testedReport([failed]), "unknown", "? not known"],
  [testedReport([failed]), "stopped", "■ stopped"],
] as const)("the answer of $command is a sign and a word: %s", async (report, answer, said) => {
  expect(textOf(await sayHtml({ ...report, answer }))).toContain(`promptctl ${report.command} ${said} `);
});
