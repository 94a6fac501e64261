import { sayShard } from "../../../core/golden/results/shard.ts";
import { thousands } from "../../../core/text.ts";
import { isComparable, regressionsIn } from "../../../core/regression/compare-sides.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { sayEvidence } from "../evidence.ts";
import { sayDollars, tallyOf } from "../outcome.ts";
import { judgeNotes } from "../report.ts";
import type { Tested } from "../tested.ts";

/** How many tasks came out how. */
export function sayTally(tested: Tested): Markup {
  const { failed, unmeasured, passed, quarantined, notRun } = tallyOf(tested);
  const { compared } = tested;
  const kinds: readonly (readonly [tone: string, mark: string, number: number, what: string])[] = [
    ["bad", "✘", failed, "failed"],
    ...(compared === null || !isComparable(compared)
      ? []
      : [["bad", "▲", regressionsIn(compared).length, "worse than the base"] as const]),
    ["warn", "?", unmeasured, "not measured"],
    ["good", "✔", passed, "passed"],
    ["dim", "–", quarantined, "in quarantine"],
    ["dim", "■", notRun, "not run"],
  ];
  return markup`<ul class="tally">
    ${kinds
      .filter(([tone, , number]) => number > 0 || tone !== "dim")
      .map(
        ([tone, mark, number, what]) =>
          markup`<li class="${number === 0 ? "dim" : tone}">
            <strong>${thousands(number)}</strong><span><span aria-hidden="true">${mark}</span> ${what}</span>
          </li>`,
      )}
  </ul>`;
}

/** What was run, by whom, beside what; what was kept of it, and what it cost. */
export function sayFacts(tested: Tested): Markup {
  const { runner, mode, base, shard, spent, unsaid, reused, results } = tested;
  const { retried } = tallyOf(tested);
  const facts: readonly (readonly [string, string | null])[] = [
    ["Run by", runner],
    [
      "Answers",
      { replay: "from recordings", live: "from the model, live", record: "from the model, recorded" }[mode] ??
        "from the runner itself",
    ],
    ["Compared with", base],
    ["Part", shard === null ? null : sayShard(shard)],
    ["Evidence", sayEvidence(tested)],
    [
      "Taken over",
      reused === 0 ? null : `${thousands(reused)} of ${thousands(results.length)} results, from an earlier run`,
    ],
    ["Repeated", retried === 0 ? null : `${thousands(retried)} attempts that failed for a moment`],
    ["Not sent", unsaid.length === 0 ? null : unsaid.join("; ")],
    ["Judged", judgeNotes(results).join("; ") || null],
    ["Spent", spent > 0 ? sayDollars(spent) : null],
  ];
  return markup`<dl>
    ${facts.map(([name, value]) =>
      value === null
        ? null
        : markup`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
    )}
  </dl>`;
}
