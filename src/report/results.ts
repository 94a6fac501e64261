import type { TaskResult, Trial } from "../core/golden/judge.ts";
import type { Verdict } from "../core/golden/verdict.ts";
import { thousands } from "../core/text.ts";
import { type Block, type Cell, heading, list, paragraph, table, toned } from "./report.ts";

const outcomes: Readonly<Record<TaskResult["outcome"], Cell>> = {
  passed: toned("good", "passed"),
  failed: toned("bad", "FAILED"),
  unmeasured: toned("warn", "not measured"),
};

/** Every task in a row, then what failed, with what was expected and what came. */
export function resultBlocks(results: readonly TaskResult[]): readonly Block[] {
  const contracts = [...new Set(results.map(({ task }) => task.contract))];
  return [
    ...contracts.flatMap((contract) => [
      heading(contract),
      table(
        ["task", "result", "calls", "tokens", "about"],
        results.filter(({ task }) => task.contract === contract).map(row),
      ),
    ]),
    ...results.filter(({ outcome }) => outcome !== "passed").flatMap(details),
    ...notCompared(results),
  ];
}

function row({ task, outcome, trials }: TaskResult): readonly Cell[] {
  const answer = trials.map((trial) => (trial.kind === "judged" ? trial.answer : null)).find((found) => found !== null);
  const tokens = answer?.tokens ?? null;
  const about = [
    ...(answer === undefined || answer.stop_reason === "finish" ? [] : [answer.stop_reason]),
    ...(task.incident === null ? [] : [task.incident]),
    ...task.tags,
    ...(task.quarantine === null ? [] : [`quarantine: ${task.quarantine}`]),
    ...sayRepeats(task.repeat.runs, trials),
  ];
  return [
    task.id,
    task.quarantine === null ? outcomes[outcome] : toned("dim", "quarantine"),
    answer?.calls === undefined || answer.calls === null ? "" : String(answer.calls.length),
    tokens === null ? "" : thousands(tokens.input + tokens.output),
    about.join(", "),
  ];
}

function sayRepeats(runs: number, trials: readonly Trial[]): readonly string[] {
  if (runs === 1) return [];
  const early = trials.length < runs ? `, decided after ${trials.length}` : "";
  return [`${trials.filter(passed).length} of ${runs} runs passed${early}`];
}

function details({ task, outcome, trials }: TaskResult): readonly Block[] {
  const where = `${task.place.file}:${task.place.line}`;
  const trial = trials.find((one) => !passed(one));
  if (trial === undefined) return [];
  const head = paragraph(toned(outcome === "failed" ? "bad" : "warn", `${task.contract}/${task.id}  ${where}`));
  if (trial.kind === "unmeasured") return [head, list([`could not be measured: ${trial.why}`])];
  return [head, list(trial.verdicts.filter(({ status }) => status === "fail").map(sayVerdict))];
}

function sayVerdict({ invariant, expected, got, turn }: Verdict): Cell {
  const at = turn === null ? "" : `\nin turn ${turn + 1}`;
  return `${invariant}\nexpected  ${expected}\ngot       ${got}${at}`;
}

function notCompared(results: readonly TaskResult[]): readonly Block[] {
  const tasks = results.filter(({ trials }) =>
    trials.some((trial) => trial.kind === "judged" && trial.verdicts.some(({ status }) => status === "not compared")),
  );
  if (tasks.length === 0) return [];
  return [
    paragraph(
      toned(
        "warn",
        `not compared, for want of a base run: max_increase of ${tasks.map(({ task }) => task.id).join(", ")}`,
      ),
    ),
  ];
}

function passed(trial: Trial): boolean {
  return trial.kind === "judged" && trial.passed;
}
