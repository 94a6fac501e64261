import type { KeptJudged, KeptResult } from "../../core/golden/results/kept.ts";
import { idOfResult } from "../../core/golden/results/definition.ts";
import { groupBy } from "../../core/group.ts";
import { thousands } from "../../core/text.ts";
import { type Block, type Cell, heading, table, toned } from "../report.ts";

const outcomes: Readonly<Record<KeptResult["outcome"], Cell>> = {
  passed: toned("good", "passed"),
  failed: toned("bad", "FAILED"),
  unmeasured: toned("warn", "not measured"),
};

/** More than this is no table that somebody reads: then what passed is in the verdict. */
const shown = 20;

/** Every task in a row, contract by contract; nothing where they are many. */
export function taskTables(results: readonly KeptResult[]): readonly Block[] {
  if (results.length > shown) return [];
  return groupBy(results, ({ contract }) => contract).flatMap((group) => [
    heading(group[0]?.contract ?? ""),
    table(["task", "result", "calls", "tokens", "about"], group.map(row)),
  ]);
}

function row(result: KeptResult): readonly Cell[] {
  const { outcome, quarantine, incident, tags, runs, trials } = result;
  const judged = trials.find((trial): trial is KeptJudged => trial.kind === "judged");
  const about = [
    ...(judged === undefined || judged.stop_reason === "finish" ? [] : [judged.stop_reason]),
    ...(incident === null ? [] : [incident]),
    ...tags,
    ...(quarantine === null ? [] : [`quarantine: ${quarantine}`]),
    ...sayRepeats(runs, trials),
  ];
  const tokens = judged?.tokens ?? null;
  return [
    idOfResult(result),
    quarantine === null ? outcomes[outcome] : toned("dim", "quarantine"),
    judged === undefined || judged.tool_calls === null ? "" : thousands(judged.tool_calls),
    tokens === null ? "" : thousands(tokens.input + tokens.output),
    about.join(", "),
  ];
}

function sayRepeats(runs: number, trials: KeptResult["trials"]): readonly string[] {
  if (runs === 1) return [];
  const passed = trials.filter((trial) => trial.kind === "judged" && trial.passed).length;
  const early = trials.length < runs ? `, decided after ${trials.length}` : "";
  return [`${passed} of ${runs} runs passed${early}`];
}
