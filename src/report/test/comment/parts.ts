import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import { groupBy } from "../../../core/group.ts";
import type { ComparedSides } from "../../../core/regression/compare-sides.ts";
import { sayDollars, thousands } from "../../../core/text.ts";
import { type Block, list, type PagePart, table } from "../../report.ts";
import { overallTable } from "../comparison.ts";
import { limitNotes } from "../comparison-notes.ts";
import { metricNames, sayChance, sayChange, sideTexts } from "../comparison-words.ts";
import { sayEvidence } from "../evidence.ts";
import { failureBlocks, whyOf } from "../failures.ts";
import { tallyOf } from "../outcome.ts";
import { ratesBlocks } from "../rates.ts";
import { judgeNotes } from "../report.ts";
import { standingWords, weakenedBy } from "../standing.ts";
import type { Tested } from "../tested.ts";
import { worstFirst } from "../worst-first.ts";
import { failedRows } from "./failed-rows.ts";
import { metricsOf, taskRow } from "./task-row.ts";

/** So many stand open; a reader who wants more of them unfolds the others. */
const open = 20;

/** So few are shown with what they used; of more, who wants to know unfolds them. */
const fewTasks = 5;

/** The parts in the order of reading. What gives way first where there is no room: see `stays`. */
export function commentParts(tested: Tested): readonly PagePart[] {
  const { results, compared } = tested;
  const counted = results.filter(({ quarantine }) => quarantine === null);
  const failed = counted.filter(({ outcome }) => outcome === "failed");
  const unmeasured = counted.filter(({ outcome }) => outcome === "unmeasured");
  const quarantined = results.filter(({ quarantine }) => quarantine !== null);
  const worse = compared === null ? [] : regressionRows(compared);
  const failures = failed.map((result): readonly Block[] => [failedRows(result)]);
  const measured = metricsOf(results);
  const parts: readonly PagePart[] = [
    {
      ...shown(null, stays.overall),
      noun: ["line over all tasks", "lines over all tasks"],
      pieces: compared === null || compared.overall.length === 0 ? [] : [[overallTable(compared)]],
    },
    {
      ...shown("Worse than the base", stays.worse),
      noun: ["regression", "regressions"],
      pieces: worse.slice(0, open),
    },
    {
      ...folded(`${thousands(worse.length - open)} more that got worse`, stays.moreWorse),
      noun: ["regression", "regressions"],
      pieces: worse.slice(open),
    },
    { ...shown("Failed", stays.failed), noun: ["failure", "failures"], pieces: failures.slice(0, open) },
    {
      ...folded(`${thousands(failures.length - open)} more that failed`, stays.moreFailed),
      noun: ["failure", "failures"],
      pieces: failures.slice(open),
    },
    {
      ...shown("Could not be measured", stays.unmeasured),
      noun: ["reason", "reasons"],
      pieces: groupBy(unmeasured, (result) => whyOf(result)?.why ?? "").map(failureBlocks),
    },
    {
      ...folded("What was compared, and what was not", stays.standings),
      noun: ["remark on the comparison", "remarks on the comparison"],
      pieces: compared === null ? [] : [...limitNotes(compared).map((note) => [note]), ...standingRows(results)],
    },
    {
      ...folded(`In quarantine: ${thousands(quarantined.length)}`, stays.quarantined),
      noun: ["task in quarantine", "tasks in quarantine"],
      pieces: quarantined.map((result) => [
        table(["Task", "Result", "Why"], [[nameOfResult(result), result.outcome, clipped(result.quarantine ?? "")]]),
      ]),
    },
    {
      ...folded("How often tasks pass", stays.rates),
      noun: ["table of rates", "tables of rates"],
      pieces: ratesBlocks(results).length === 0 ? [] : [ratesBlocks(results)],
    },
    {
      ...(results.length > fewTasks ? folded : shown)(`Every task: ${thousands(results.length)}`, stays.tasks),
      noun: ["row of the table of tasks", "rows of the table of tasks"],
      pieces: [
        ...failed,
        ...unmeasured,
        ...results.filter((one) => !failed.includes(one) && !unmeasured.includes(one)),
      ].map((result) => [taskRow(result, measured)]),
    },
    {
      ...folded("About this run", stays.about),
      noun: ["remark on the run", "remarks on the run"],
      pieces: aboutRun(tested).map((note) => [list([note])]),
    },
  ];
  return parts.filter(({ pieces }) => pieces.length > 0);
}

const stays = {
  tasks: 1,
  rates: 2,
  quarantined: 3,
  standings: 4,
  moreWorse: 5,
  moreFailed: 6,
  about: 7,
  unmeasured: 8,
  failed: 9,
  worse: 10,
  overall: 11,
} as const;

function shown(title: string | null, stay: number): Pick<PagePart, "title" | "folded" | "stays"> {
  return { title, folded: false, stays: stay };
}

function folded(title: string, stay: number): Pick<PagePart, "title" | "folded" | "stays"> {
  return { title, folded: true, stays: stay };
}

function regressionRows(compared: ComparedSides): readonly (readonly Block[])[] {
  return worstFirst(compared).map(({ task, metric, comparison }) => {
    const [base, head] = sideTexts({ metric, comparison });
    const row = [task ?? "over all tasks", metricNames[metric], base, head, sayChange(comparison)];
    return [table(["Task", "Worse", "Base", "Head", "Change", "Shown by"], [[...row, sayChance(comparison)]])];
  });
}

/** Only what was not simply run on both sides. */
function standingRows(results: readonly KeptResult[]): readonly (readonly Block[])[] {
  return results.flatMap((result) => {
    const { standing } = result;
    if (standing === null || standing.kind === "equal" || standing.kind === "same") return [];
    const row = [nameOfResult(result), standingWords[standing.kind], clipped(weakenedBy(standing).join("; "))];
    return [[table(["Task", "Beside the base", "Why"], [row])]];
  });
}

function aboutRun(tested: Tested): readonly string[] {
  const { results, reused, spent, unsaid, files } = tested;
  const { retried } = tallyOf(tested);
  return [
    `evidence ${sayEvidence(tested)}`,
    ...(reused === 0 ? [] : [`${thousands(reused)} of ${thousands(results.length)} results are of an earlier run`]),
    ...(retried === 0 ? [] : [`${thousands(retried)} attempts failed for a moment and were repeated`]),
    ...unsaid.map((one) => `not sent: ${one}`),
    ...judgeNotes(results),
    ...(spent > 0 ? [`spent ${sayDollars(spent)}`] : []),
    ...(files.length === 0 ? [] : [`every run, with its transcript: ${files.join(", ")}`]),
  ].map(clipped);
}

/** Somebody may write anything of any length. */
export function clipped(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
