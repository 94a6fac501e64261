import type { KeptResult } from "../../core/golden/results/kept.ts";
import { sumUses } from "../../core/golden/rubric/court.ts";
import { nameOfResult } from "../../core/golden/results/definition.ts";
import type { Evidence } from "../../core/label/evidence.ts";
import { regressionsIn } from "../../core/regression/compare-sides.ts";
import { ratesOf } from "../../core/regression/rates.ts";
import { count, sayDollars, sayList, someOf, thousands } from "../../core/text.ts";
import { asJson } from "../formats/json.ts";
import { type Block, paragraph, type Report, toned } from "../report.ts";
import { comparisonBlocks } from "./comparison.ts";
import { nameEvidence } from "./evidence.ts";
import { failureBlocks } from "./failures.ts";
import { testNotices } from "./notices.ts";
import { answerOf, sayOutcome, tallyOf, type TestRun } from "./outcome.ts";
import { ratesBlocks } from "./rates.ts";
import { taskTables } from "./task-table.ts";

export interface TestReport extends TestRun {
  /** Of how many tasks the result of an earlier run was taken. */
  readonly reused: number;
  /** Where the results are, transcripts included; `null` where none were written. */
  readonly path: string | null;
  readonly evidence: readonly Evidence[];
  /** Why evidence that was asked for is not there, or `null`. */
  readonly unsaved: string | null;
}

/** Failures first, then numbers, and a verdict that agrees with the exit code. */
export function testReport(run: TestReport): Report {
  const { results, end, shard, spent, unsaid, reused, path, evidence, unsaved } = run;
  const tally = tallyOf(run);
  const answer = answerOf(run, tally);
  const { passed, failed, unmeasured, quarantined, notRun, retried } = tally;
  return {
    command: "test",
    answer,
    verdict: sayOutcome(run, tally),
    blocks: [
      ...failureBlocks(results),
      ...taskTables(results),
      ...ratesBlocks(results),
      ...(run.compared === null ? [] : comparisonBlocks(run.compared, results)),
      ...notCompared(results),
      ...unsaid.map((one) => paragraph(toned("warn", `not sent: ${one}`))),
      ...noteBlocks(run, tally.retried),
      ...(evidence.length > 0 ? [paragraph(sayEvidence(run))] : []),
      ...(unsaved === null ? [] : [paragraph(`no evidence saved: ${unsaved}`)]),
    ],
    notices: testNotices(results, run.compared),
    data: {
      passed,
      failed,
      unmeasured,
      quarantined,
      not_run: notRun,
      retried,
      reused,
      unsaid: [...unsaid],
      end,
      shard: asJson(shard),
      spent_usd: spent,
      results: path,
      rates: asJson(results.flatMap((result) => ratesOf(result) ?? [])),
      comparison: asJson(run.compared),
      evidence: asJson(evidence),
      tasks: asJson(results),
    },
  };
}

/** What tasks prove is one thing, whether more is used than by the base another. */
function sayEvidence({ evidence, compared }: TestReport): string {
  const aside = compared !== null && regressionsIn(compared).length > 0;
  const saved = `evidence saved: ${sayList(evidence.map(nameEvidence))}`;
  return aside
    ? `${saved}. It says that the tasks passed or failed; what got worse beside the base is no part of it`
    : saved;
}

function noteBlocks({ results, reused, spent, path, shard, end }: TestReport, retried: number): readonly Block[] {
  const isClean = end === "finished" && results.every(({ outcome }) => outcome === "passed");
  const notes = [
    ...(reused > 0 ? [`${thousands(reused)} of them were measured by an earlier run`] : []),
    ...(retried > 0
      ? [`${count(retried, "attempt")} failed for a moment and ${retried === 1 ? "was" : "were"} repeated`]
      : []),
    ...judgeNotes(results),
    ...(spent > 0 ? [`spent ${sayDollars(spent)}`] : []),
    ...(path === null || (isClean && shard === null) ? [] : [`every run, with its transcript: ${path}`]),
    ...(shard === null ? [] : ["this is a part: promptctl test --merge FILE… makes one verdict of all parts"]),
  ];
  return notes.map((note) => paragraph(toned("dim", note)));
}

/** What judges used is nobody's fault in a task, and never counted as the agent's. */
export function judgeNotes(results: readonly KeptResult[]): readonly string[] {
  const uses = results.flatMap(({ trials }) => trials.flatMap(({ judge }) => judge ?? []));
  const { asked, tokens, spend_usd } = sumUses(uses);
  if (asked === 0) return [];
  const used = [
    ...(tokens === null ? [] : [`${thousands(tokens.input + tokens.output)} tokens`]),
    ...(spend_usd === null ? [] : [sayDollars(spend_usd)]),
  ];
  return [
    `a model judged ${count(asked, "answer")}${used.length === 0 ? "" : `: ${used.join(", ")}, beside what the agent used`}`,
  ];
}

function notCompared(results: readonly KeptResult[]): readonly Block[] {
  const tasks = results.filter(({ trials }) =>
    trials.some((trial) => trial.kind === "judged" && trial.verdicts.some(({ status }) => status === "not compared")),
  );
  if (tasks.length === 0) return [];
  const names = someOf(tasks.map(nameOfResult));
  return [paragraph(toned("warn", `not compared, for want of a base run: max_increase of ${names}`))];
}
