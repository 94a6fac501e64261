import { sayShard } from "../../../core/golden/results/shard.ts";
import { sayDollars, thousands } from "../../../core/text.ts";
import { isComparable, regressionsIn } from "../../../core/regression/compare-sides.ts";
import { sayFactList } from "../../html/facts.ts";
import type { Markup } from "../../html/markup.ts";
import { sayTallies } from "../../html/tally.ts";
import { sayEvidence } from "../evidence.ts";
import { tallyOf } from "../outcome.ts";
import { judgeNotes } from "../report.ts";
import type { Tested } from "../tested.ts";

/** How many tasks came out how. */
export function sayTally(tested: Tested): Markup {
  const { failed, unmeasured, passed, quarantined, notRun } = tallyOf(tested);
  const { compared } = tested;
  return sayTallies([
    { tone: "bad", mark: "✘", number: failed, what: "failed" },
    ...(compared === null || !isComparable(compared)
      ? []
      : [{ tone: "bad" as const, mark: "▲", number: regressionsIn(compared).length, what: "worse than the base" }]),
    { tone: "warn", mark: "?", number: unmeasured, what: "not measured" },
    { tone: "good", mark: "✔", number: passed, what: "passed" },
    { tone: "dim", mark: "–", number: quarantined, what: "in quarantine" },
    { tone: "dim", mark: "■", number: notRun, what: "not run" },
  ]);
}

/** What was run, by whom, beside what; what was kept of it, and what it cost. */
export function sayFacts(tested: Tested): Markup {
  const { runner, mode, base, shard, spent, unsaid, reused, results } = tested;
  const { retried } = tallyOf(tested);
  return sayFactList([
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
  ]);
}
