import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Used } from "../../../src/core/golden/results/kept.ts";
import { sayHtml } from "../../../src/report/formats/html.ts";
import type { Report } from "../../../src/report/report.ts";
import { analysisReport } from "../../../src/report/analysis/report.ts";
import { analysisOf } from "../../helpers/analysis.ts";
import { browserPath, openBrowser, openPage, violationsIn } from "../../helpers/browser.ts";
import { beside, comparedWith, judged, kept, unmeasured } from "../../helpers/kept.ts";
import { answered, testedReport } from "../../helpers/tested.ts";
import { hostile, hostileReport, sample } from "../sample.ts";

const acts = `</style><script>alert(1)</script><img src="https://evil.example/x" onerror="alert(2)"><svg onload=alert(3)>" autofocus onfocus="alert(4)`;
const bad = `${acts}\n${hostile}`;

function used(tokens: number, calls: number): Used {
  return {
    steps: calls + 1,
    tool_calls: calls,
    tokens: { input: tokens - 500, output: 500, cached: null, cache_write: null, reasoning: null },
    seconds: tokens / 1_000,
    spend_usd: tokens / 1_000_000,
  };
}

const verdicts = [{ invariant: "max_tokens", status: "fail" as const, expected: "at most 9,000", got: bad, turn: 0 }];
const trials = [
  judged({ ...used(14_200, 11), passed: false, verdicts }),
  judged({ ...used(13_100, 9), passed: false, verdicts }),
  judged({ ...used(8_900, 4) }),
];
const before = beside([judged(used(7_500, 4)), judged(used(7_400, 4)), judged(used(7_900, 5))]);
const everything = testedReport(
  [
    kept("late_order", {
      outcome: "failed",
      incident: "INC-1412",
      tags: ["smoke"],
      runs: 3,
      trials,
      standing: { kind: "equal" },
      base: before,
    }),
    kept(bad, {
      contract: bad,
      outcome: "failed",
      incident: bad,
      tags: [bad],
      trials: [judged({ passed: false, verdicts })],
    }),
    kept("no_key", { outcome: "unmeasured", trials: [unmeasured(bad, { stderr: bad })] }),
    kept("no_key_either", { outcome: "unmeasured", trials: [unmeasured(bad)] }),
    kept("flaky", { outcome: "failed", quarantine: bad, trials: [judged({ passed: false, verdicts })] }),
    ...Array.from({ length: 8 }, (_, at) => kept(`everyday_${at}`, { tags: ["smoke"] })),
  ],
  { wanted: 20, end: "interrupted", base: bad, runner: bad },
  {
    ...answered,
    stop_reason_raw: bad,
    output: bad,
    transcript: [
      { role: "user", content: bad },
      ...(answered.transcript ?? []),
      { role: "assistant", content: bad, calls: [{ id: bad, name: bad, arguments: bad }] },
      { role: "tool", content: bad, call_id: "none" },
    ],
  },
);
/** One short answer, as most runs are. */
const brief = { ...answered, calls: [], transcript: (answered.transcript ?? []).slice(-1) };
const compared = testedReport(
  [
    ...Array.from({ length: 7 }, (_, at) => comparedWith(at === 6 ? 0.5 : 1.5, `grew_${at}`)),
    comparedWith(1, "gone", { standing: { kind: "removed" } }),
    comparedWith(1, "less", { standing: { kind: "weakened", says: [bad] } }),
    kept("new", { standing: { kind: "added" } }),
    kept("other", { standing: { kind: "changed" } }),
  ],
  { base: "main", unsaved: bad, reused: 3 },
);
const [incident, attacked] = [analysisOf("the incident"), analysisOf("hostile")];
const pages: readonly (readonly [string, Report])[] = [
  ["golden tasks", everything],
  ["base against head", compared],
  ["three that pass", testedReport([kept("a"), kept("b"), kept("c")])],
  ["an analysis", analysisReport({ ...attacked, metrics: [...incident.metrics, ...attacked.metrics] })],
  ["any report", sample],
  ["a hostile report", hostileReport(bad)],
];
/** Each width and each scheme once: colours do not move anything, and widths colour nothing. */
const looks = [
  { scheme: "light", width: 360 },
  { scheme: "dark", width: 1_280 },
] as const;

const skipped = browserPath === null ? ": skipped, there is no chromium here, and CHROMIUM names none" : "";

describe.skipIf(browserPath === null)(`in a browser${skipped}`, () => {
  let folder = "";
  let browser: Browser | null = null;
  const opened = (): Browser => {
    if (browser === null) throw new Error("no browser");
    return browser;
  };
  const onDisk = async (report: Report): Promise<string> => {
    const file = join(folder, "report.html");
    await writeFile(file, await sayHtml(report));
    return file;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "page-"));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(pages)("%s", (_name, report) => {
    test.each(looks)("$scheme, $width wide: nothing acts, nothing is wider, axe objects to nothing", async (look) => {
      const { page, noise } = await openPage(opened(), await onDisk(report), look);
      await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      expect(await page.evaluate("document.scripts.length + document.images.length")).toBe(0);
      expect(await page.evaluate("document.styleSheets.length")).toBe(1);
      expect(noise).toEqual([]);
      expect(await violationsIn(page)).toEqual([]);
      await page.context().close();
    });
  });

  test("the verdict is seen first, and what failed is the first part", async () => {
    const { page } = await openPage(opened(), await onDisk(everything), { scheme: "light", width: 360 });
    expect(await page.locator("h1").textContent()).toContain("interrupted after 13 of 20 golden tasks: 2 failed");
    expect(await page.locator("h1").evaluate((one) => one.getBoundingClientRect().bottom)).toBeLessThan(900);
    expect(await page.locator("h2").allTextContents()).toEqual([
      "Failed 2",
      "Could not be measured 2",
      "In quarantine 1",
      "Base against head",
      "Every task 13",
      "Passed, run by run 8",
    ]);
    await page.context().close();
  });

  test("fifteen hundred runs on both sides open at once, and none of them is left out", async () => {
    const many = Array.from({ length: 150 }, (_, at) => comparedWith(at % 5 === 0 ? 1.5 : 1, `task_${at}`));
    const file = await onDisk(testedReport(many, { base: "main" }, brief));
    const { page, noise } = await openPage(opened(), file, { scheme: "dark", width: 400 });
    const painted = await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime");
    expect(painted).toBeLessThan(5_000);
    expect(await page.locator("details.run .sides").count()).toBe(1_500);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    expect(noise).toEqual([]);
    await page.context().close();
  }, 120_000);

  test("what is seen of it depends on no colour, and is printed", async () => {
    const { page } = await openPage(opened(), await onDisk(compared), { scheme: "light", width: 1_280 });
    await page.emulateMedia({ media: "print", forcedColors: "active" });
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.locator("#worse td").first().isVisible()).toBe(true);
    const drawn = "path => getComputedStyle(document.querySelector(path)).fill";
    expect(await page.evaluate(`(${drawn})('.plot .base')`)).toBe("none");
    expect(await page.evaluate(`(${drawn})('.plot .head')`)).not.toBe("none");
    await page.context().close();
  });

  test("an analysis is drawn as wide as there is room, its signs tell outcomes apart, and print keeps them", async () => {
    const file = await onDisk(analysisReport(incident));
    const { page } = await openPage(opened(), file, { scheme: "light", width: 400 });
    const widest = `Math.max(...[...document.querySelectorAll('.metric .spread')].map((one) => one.getBoundingClientRect().width))`;
    expect(await page.evaluate(widest)).toBeGreaterThan(300);
    expect(await page.evaluate(widest)).toBeLessThan(400);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.metrics')).display")).toBe("block");
    await page.setViewportSize({ width: 1_400, height: 900 });
    expect(await page.evaluate(widest)).toBeGreaterThan(450);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.metrics')).display")).toBe("grid");
    const [none, tokens] = await Promise.all(
      [".forest .none", ".forest .mark.fail"].map((sign) => page.locator(sign).first().boundingBox()),
    );
    expect(tokens?.x ?? 0).toBeGreaterThan((none?.x ?? Infinity) + 50);
    await page.emulateMedia({ media: "print", forcedColors: "active" });
    expect(await page.locator(".forest .outcome").first().textContent()).toBe("✘ FAIL");
    expect(await page.locator(".forest .mark.fail").first().isVisible()).toBe(true);
    await page.context().close();
  });

  test("keys lead to every part, open a run, and follow a task from the table to its runs", async () => {
    const { page } = await openPage(opened(), await onDisk(everything), { scheme: "dark", width: 1_280 });
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Failed 2");
    await page.locator("details.run > summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("details.run").first().getAttribute("open")).toBe("");
    await page.getByRole("link", { name: "everyday_7" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("details.task[open]").waitFor();
    expect(await page.locator("details.task[open] > summary").textContent()).toBe("support/everyday_7 ✔ passed");
    await page.context().close();
  });
});
