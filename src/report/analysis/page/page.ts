import type { Acted } from "../../../core/analysis/acted.ts";
import type { Analysis, MetricResult } from "../../../core/analysis/comparison.ts";
import { sayWeight } from "../../../core/label/policy.ts";
import { thousands } from "../../../core/text.ts";
import { sayFactList } from "../../html/facts.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { type Part, sayParts, sayWays } from "../../html/parts.ts";
import { sayTallies, type Tally } from "../../html/tally.ts";
import { verdictOf } from "../../html/verdict.ts";
import type { Report } from "../../report.ts";
import { titleOf } from "../acted.ts";
import type { Analysed } from "../analysed.ts";
import { accountingNotes, sayNewest } from "../accounting.ts";
import { actionWord } from "../answer.ts";
import { idsOf, nounOf, partsOf, sayRamp } from "../compared.ts";
import { sayExcess } from "../excesses.ts";
import { short } from "../../../core/analysis/words.ts";
import { isShown, sayAside } from "../shown.ts";
import { worstFirst } from "../worst-first.ts";
import { type MetricItem, sayForests } from "./forest.ts";
import { sayMetricItem } from "./metric-item.ts";

/** More metrics are a list of fields that nobody reads. */
const told = 100;

/** An analysis as a page: what to do and why, all metrics over one axis, then each of them drawn. */
export function sayAnalysed(report: Report, { analysis, acted }: Analysed): Markup {
  const metrics = worstFirst(analysis).filter(isShown);
  const items = metrics.slice(0, told).map((result, at): MetricItem => ({ result, anchor: `metric-${at + 1}` }));
  const parts = [...partsOfActed(acted), ...partsIn(analysis, items, metrics.length)];
  return markup`${verdictOf(report, [sayTally(metrics), sayFacts(analysis)], stampOf(analysis, acted))} ${sayWays(parts)}
    ${sayParts(parts)}
    <footer><p>Analysed at ${short(analysis.at)}. All numbers: promptctl analyze --format json</p></footer>`;
}

/** What a gate refused is not what was asked for. */
function stampOf(analysis: Analysis, acted: Acted): string {
  return acted.kind === "refused" ? "refused" : actionWord(analysis);
}

function partsOfActed(acted: Acted): readonly Part[] {
  if (acted.kind !== "moved") return [];
  const title = titleOf(acted) === "done" ? "Done" : "Not done";
  return [{ anchor: "acted", title, number: null, body: [listOf(acted.says.map((line) => short(line, 1_000)))] }];
}

function sayTally(metrics: readonly MetricResult[]): Markup {
  const number = (outcome: MetricResult["outcome"]): number =>
    metrics.filter((metric) => metric.outcome === outcome).length;
  const kinds: readonly Tally[] = [
    { tone: "bad", mark: "✘", number: number("fail"), what: "worse than tolerated" },
    ...(number("error") === 0
      ? []
      : [{ tone: "bad" as const, mark: "!", number: number("error"), what: "not judged" }]),
    { tone: "warn", mark: "?", number: number("inconclusive"), what: "not clear yet" },
    { tone: "good", mark: "✔", number: number("pass"), what: "no worse" },
    { tone: "dim", mark: "–", number: number("no data"), what: "without data" },
  ];
  return sayTallies(kinds);
}

function sayFacts(analysis: Analysis): Markup {
  const [ids, parts] = [idsOf(analysis), partsOf(analysis)];
  const { accounting, decision, source, compared } = analysis;
  const sayCounts = (side: "base" | "head"): string => {
    const { sessions, runs } = accounting.sides[side];
    const counts =
      nounOf(analysis) === "run"
        ? `${thousands(runs)} runs`
        : `${thousands(sessions)} sessions, ${thousands(runs)} runs`;
    return `${ids[side]}, ${parts[side]}: ${counts}`;
  };
  return sayFactList([
    ["Head", sayCounts("head")],
    ["Base", sayCounts("base")],
    [compared.kind === "ramp" ? "Ramp" : "Compared", sayRamp(analysis)],
    ["Next", decision.action !== "advance" || decision.next === null ? null : sayWeight(decision.next)],
    ["Read from", short(source, 200)],
    ["Newest", sayNewest(analysis).replace(/^newest record: /, "")],
  ]);
}

function partsIn(analysis: Analysis, items: readonly MetricItem[], all: number): readonly Part[] {
  const { decision, excesses } = analysis;
  const noun = nounOf(analysis);
  const parts: readonly Part[] = [
    {
      anchor: "limits",
      title: "Over a limit",
      number: excesses.length,
      body: [listOf(excesses.map((excess) => `${sayExcess(excess)}: ${short(excess.says, 500)}`))],
    },
    {
      anchor: "why",
      title: "Why",
      number: decision.reasons.length === 0 ? 0 : null,
      body: [listOf(decision.reasons.map((reason) => short(reason, 1_000)))],
    },
    {
      anchor: "compared",
      title: "Head beside base",
      number: items.some(({ result }) => result.measured !== null) ? null : 0,
      body: sayForests(items),
    },
    {
      anchor: "metrics",
      title: "Metric by metric",
      number: items.length,
      body: [
        markup`<p class="facts">Grey bars are base, outlined steps are head, both over the same bins; the dashed line is the median of base, the solid one that of head, and the signs below stand at the 95th percentiles (hollow: base). p is how easily chance brings such an outcome where the opposite is true, adjusted to all metrics and to looking often.</p>`,
        markup`<div class="metrics">${items.map((item) => sayMetricItem(item, noun))}</div>`,
        ...(all <= items.length
          ? []
          : [markup`<p class="dim">${thousands(all - items.length)} more are not on this page.</p>`]),
        ...sayAside(analysis.metrics).map((line) => markup`<p class="dim">${line}</p>`),
      ],
    },
    { anchor: "records", title: "Records", number: null, body: [listOf(accountingNotes(analysis))] },
  ];
  return parts.filter(({ number }) => number !== 0);
}

function listOf(items: readonly string[]): Markup {
  return markup`<ul class="text">
    ${items.map((item) => markup`<li>${item}</li>`)}
  </ul>`;
}
