import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceAxis, ratioAxis } from "../../../src/report/analysis/page/axis.ts";
import { placeOf } from "../../../src/report/analysis/page/distribution.ts";
import { analysisReport } from "../../../src/report/analysis/report.ts";
import { sayHtml } from "../../../src/report/formats/html.ts";
import { analyses, analysis, analysisOf, result, shares } from "../../helpers/analysis.ts";

const pageOf = async (what: string): Promise<string> => sayHtml(analysisReport(analysisOf(what)));
const textIn = (page: string): string =>
  page
    .replace(/^[\s\S]*<body>/, "")
    .replaceAll(/<title>[^<]*<\/title>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll(/\s+/g, " ");
/** The metric's drawings, by what they say of themselves. */
const drawingsIn = (page: string): readonly string[] =>
  [...page.matchAll(/<svg class="drawing[^>]*aria-label="([^"]*)"/g)].map(([, says = ""]) => says);

test("the verdict first, then limits and reasons, all metrics over one axis, each of them drawn, the records", async () => {
  const text = textIn(await pageOf("the incident"));
  expect(text).toMatch(
    /^ ?promptctl analyze ✘ roll back roll back support@b{12} from prod: tokens ×1\.87 .* 2 ✘ worse than tolerated 2 \? not clear yet 3 ✔ no worse 1 – without data Head support@b{12}, 5 % of new sessions: 96 sessions, 221 runs Base /,
  );
  const parts = [
    "Why tokens ×1.87",
    "How many times as much head has tokens",
    "How many more of 100 sessions have it, in points errors",
    "Metric by metric 8",
    "Records 4,620",
  ];
  const places = parts.map((part) => text.lastIndexOf(part));
  expect(places.toSorted((left, right) => left - right)).toEqual(places);
  expect(places).not.toContain(-1);
  expect(text).toContain("✘ FAIL · ×1.87 (1.61 to 2.19) · tolerated up to +20 % · critical · p < 0.001");
  expect(text).toContain("head 2,251 in the median, p95 6,304, mean 2,702 of 96 sessions");
  expect(textIn(await pageOf("over a limit"))).toMatch(
    /✘ over a limit over a limit: .*Over a limit 2 spend per day \$612\.40/,
  );
});

test("every drawing says in words what it shows", async () => {
  expect(drawingsIn(await pageOf("the incident"))).toEqual(
    expect.arrayContaining([
      "tokens: ×1.87 (1.61 to 2.19), tolerated up to +20 %",
      "errors: +6.3 points (1.1 to 11.9), tolerated up to +2 points",
      "tokens, how both sides are spread: base median 1,204, 95th percentile 3,371; head median 2,251, 95th percentile 6,304",
      "errors: base 3.1 %, head 9.4 %",
    ]),
  );
});

test("outcomes differ in shape and word, and an end that is not known is an arrow", async () => {
  const page = await pageOf("inconclusive");
  expect(page).toMatch(/class="mark inconclusive" d="M0 -6\.5L/);
  expect(page.match(/class="open"/g)).toHaveLength(1);
  expect(await pageOf("all pass")).not.toContain('class="open"');
});

test("what is tolerated is shaded from end to end, where it can be said as a change", async () => {
  const shade = async (part: Parameters<typeof result>[1]): Promise<readonly string[]> => {
    const page = await sayHtml(analysisReport(analysis({ metrics: [result("m", part)] })));
    return [...page.matchAll(/<rect class="tolerated" x="([\d.]+)%" y="0" width="([\d.]+)%"/g)].map(
      ([, x = "", width = ""]) => `${Math.round(Number(x))}+${Math.round(Number(width))}`,
    );
  };
  expect(await shade({ maxIncrease: null, maxDecrease: null })).toEqual(["0+100"]);
  expect(await shade({ maxIncrease: { kind: "relative", share: 0 }, maxDecrease: null })).toEqual(["0+49"]);
  expect(
    await shade({ maxIncrease: { kind: "relative", share: 0 }, maxDecrease: { kind: "relative", share: 0 } }),
  ).toEqual(["49+0"]);
  expect(await shade({ maxIncrease: { kind: "absolute", amount: 0 }, measured: shares() })).toHaveLength(1);
  expect(
    await shade({
      maxIncrease: { kind: "relative", share: 1 },
      measured: shares({ base: { units: 0, runs: 0, successes: 0 } }),
    }),
  ).toEqual([]);
});

describe.each(analyses)("%s", (_what, one) => {
  test("is a page in which nothing acts, and every number is one", async () => {
    const page = await sayHtml(analysisReport(one));
    const tags = (page.match(/<[^>]*>/g) ?? []).join("").replaceAll(/="[^"]*"/g, "=");
    expect(tags).not.toMatch(/<script|<link|<img|<iframe|\son[a-z]+=|\sstyle=|\ssrc=/);
    expect(page).not.toMatch(/href="(?!#)/);
    const drawn = page.replace(/^[\s\S]*<body>/, "");
    expect(drawn).not.toMatch(/NaN|Infinity|undefined|width="-|height="-/);
    for (const [, anchor = ""] of drawn.matchAll(/href="#([^"]*)"/g)) expect(drawn).toContain(`id="${anchor}"`);
  });
});

describe("law:", () => {
  const amounts = fc.double({ noNaN: true, noDefaultInfinity: true });
  test("a value is drawn within the bins, and a greater one never before it", () => {
    const edges = fc.uniqueArray(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(edges, amounts, amounts, (some, left, right) => {
        const ascending = some.toSorted((one, other) => one - other);
        const [low, high] = [Math.min(left, right), Math.max(left, right)].map((value) => placeOf(value, ascending));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual((high ?? 0) + 1e-9);
      }),
    );
  });

  test("an axis holds all that is known, no change, and two ticks or more that are apart", () => {
    const known = fc.option(amounts);
    const change = fc.record({
      estimate: known,
      low: known,
      high: known,
      tolerated: fc.option(fc.record({ low: known, high: known })),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 5 }), fc.constantFrom(ratioAxis, differenceAxis), (changes, axisOf) => {
        const axis = axisOf(changes);
        const places = axis.ticks.map((tick) => axis.place(tick.change));
        expect(places.length).toBeGreaterThan(1);
        expect(places.every((place, at) => at === 0 || place - (places[at - 1] ?? 0) >= 0.1)).toBe(true);
        expect(axis.place(axis.none)).toBeGreaterThan(0);
        expect(axis.place(axis.none)).toBeLessThan(1);
        for (const { estimate } of changes) {
          const place = axis.place(estimate ?? 0);
          expect(place >= 0 && place <= 1).toBe(true);
        }
      }),
    );
  });
});
