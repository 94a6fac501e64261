import type { KeptJudged, KeptResult, KeptTrial, KeptUnmeasured } from "../../core/golden/results/kept.ts";
import { nameOfResult } from "../../core/golden/results/definition.ts";
import type { Verdict } from "../../core/golden/verdict.ts";
import { groupBy } from "../../core/group.ts";
import { count, someOf } from "../../core/text.ts";
import { type Block, type Cell, code, list, paragraph, toned } from "../report.ts";

/** A hundred failures are not read; the first ones are. */
const shown = 25;

/** What failed, with what was expected and what came; then what could not be measured, by the reason. */
export function failureBlocks(results: readonly KeptResult[]): readonly Block[] {
  const failed = results.filter(({ outcome }) => outcome === "failed");
  const unmeasured = results.filter(({ outcome }) => outcome === "unmeasured");
  return [
    ...failed.slice(0, shown).flatMap(failure),
    ...(failed.length > shown ? [paragraph(toned("bad", sayMore(failed.slice(shown))))] : []),
    ...groupBy(unmeasured, (result) => whyOf(result)?.why ?? "").flatMap(reason),
  ];
}

function sayMore(results: readonly KeptResult[]): string {
  return `${count(results.length, "more task")} failed: ${someOf(results.map(nameOfResult))}`;
}

function failure(result: KeptResult): readonly Block[] {
  const trial = result.trials.find((one): one is KeptJudged => one.kind === "judged" && !one.passed);
  return [
    paragraph(toned("bad", headOf(result))),
    list((trial?.verdicts ?? []).filter(({ status }) => status === "fail").map(sayVerdict)),
  ];
}

function headOf(result: KeptResult): string {
  const { place, trials, runs, incident, quarantine } = result;
  const about = [
    ...(incident === null ? [] : [`guards ${incident}`]),
    ...(runs === 1 ? [] : [`${trials.filter(isPass).length} of ${runs} runs passed`]),
    ...(quarantine === null ? [] : [`in quarantine: ${quarantine}`]),
  ];
  return `${nameOfResult(result)}  ${place.file}:${place.line}${about.length === 0 ? "" : `  (${about.join(", ")})`}`;
}

function sayVerdict({ invariant, expected, got, turn }: Verdict): Cell {
  const at = turn === null ? "" : `\nin turn   ${turn + 1}`;
  return `${invariant}\nexpected  ${expected}\ngot       ${got}${at}`;
}

/** One reason often stops many: a key that is not there stops all. */
function reason(results: readonly KeptResult[]): readonly Block[] {
  const [first] = results;
  const why = first === undefined ? null : whyOf(first);
  if (first === undefined || why === null) return [];
  const names =
    results.length === 1 ? headOf(first) : `${count(results.length, "task")}: ${someOf(results.map(nameOfResult))}`;
  return [
    paragraph(toned("warn", names)),
    list([`could not be measured: ${why.why}`]),
    ...(why.stderr === null || why.why.includes(why.stderr.trim()) ? [] : [code(lastLines(why.stderr))]),
  ];
}

export function whyOf({ trials }: KeptResult): KeptUnmeasured | null {
  return trials.find((trial): trial is KeptUnmeasured => trial.kind === "unmeasured") ?? null;
}

function lastLines(text: string): string {
  const lines = text.trimEnd().split("\n");
  return [...(lines.length > 8 ? ["…"] : []), ...lines.slice(-8)].map((line) => line.slice(0, 200)).join("\n");
}

function isPass(trial: KeptTrial): boolean {
  return trial.kind === "judged" && trial.passed;
}
