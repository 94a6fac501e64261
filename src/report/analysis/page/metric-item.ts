import type { Measured, MetricResult } from "../../../core/analysis/comparison.ts";
import type { Pair } from "../../../core/statistics/samples.ts";
import { count } from "../../../core/text.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { sides } from "../compared.ts";
import { middlesOf, sayFew } from "../found.ts";
import { sayAmount, sayChange, sayMetric, short } from "../../../core/analysis/words.ts";
import { outcomeWords, sayTolerated } from "../words.ts";
import { distributionOf } from "./distribution.ts";
import type { MetricItem } from "./forest.ts";
import { signOf, toneOf } from "./outcome.ts";
import { shareBarsOf } from "./share-bars.ts";

/** One metric: what it came to, both sides in numbers, and drawn. */
export function sayMetricItem({ result, anchor }: MetricItem, noun: string): Markup {
  const { name, outcome, critical, measured, why } = result;
  const few = sayFew(result, noun);
  const asides = [`tolerated ${sayTolerated(result)}`, critical ? "critical" : null, sayP(result)].filter(
    (aside) => aside !== null,
  );
  return markup`<article class="task metric ${kinds[outcome]}" id="${anchor}" aria-labelledby="${anchor}-title">
    <h3 id="${anchor}-title">${sayMetric(name)}</h3>
    <p>
      <span class="${toneOf(result)}">${signOf(result)} ${outcomeWords[outcome]}</span>${measured === null ? null : markup` · <strong>${sayChange(measured)}</strong>`}
      <span class="facts"> · ${asides.join(" · ")}</span>
    </p>
    ${few === null ? null : markup`<p class="warn">${few}</p>`}
    ${why === null ? null : markup`<p class="text">${short(why, 500)}</p>`}
    ${measured === null ? null : markup`${drawnOf(name, measured)}${sidesOf(name, measured, noun)}`}
  </article>`;
}

const kinds = { fail: "failed", error: "failed", inconclusive: "unmeasured", "no data": "unmeasured", pass: "passed" };

/** How easily chance brings such an outcome; what is not clear has none. */
function sayP({ outcome, chanceOfWorse, chanceOfFine }: MetricResult): string | null {
  if (outcome !== "fail" && outcome !== "pass") return null;
  const chance = outcome === "fail" ? chanceOfWorse : chanceOfFine;
  return chance < 0.001 ? "p < 0.001" : `p ${chance.toFixed(3)}`;
}

function drawnOf(name: string, measured: Measured): Markup | null {
  return measured.kind === "amounts" ? distributionOf(name, measured) : shareBarsOf(name, measured);
}

/** Which side is drawn how, and its numbers. */
function sidesOf(name: string, measured: Measured, noun: string): Markup {
  const middles = middlesOf(name, measured);
  return markup`<ul class="legend">
    ${sides.map(
      (side) =>
        markup`<li>
          <svg class="drawing key" width="26" height="14" aria-hidden="true"><rect class="${side}" x="1" y="1" width="24" height="12" />${keyOf(side)}</svg>
          <span><strong>${side}</strong> ${middles[side]}${sayMore(name, measured, side)} <span class="facts">of ${count(measured[side].units, noun)}</span></span>
        </li>`,
    )}
  </ul>`;
}

function keyOf(side: keyof Pair<unknown>): Markup | null {
  return side === "base" ? null : markup`<path class="outline" d="M1 13V1H25V13" />`;
}

function sayMore(name: string, measured: Measured, side: keyof Pair<unknown>): string {
  if (measured.kind === "shares") return "";
  const { median, p95, mean } = measured[side];
  return [
    median === null ? "" : " in the median",
    ...(p95 === null ? [] : [`p95 ${sayAmount(name, p95)}`]),
    ...(mean === null ? [] : [`mean ${sayAmount(name, mean)}`]),
  ].join(", ");
}
