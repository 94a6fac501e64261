import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import type { Verdict } from "../../../core/golden/verdict.ts";
import { groupBy } from "../../../core/group.ts";
import { clip } from "../../../core/text.ts";
import { type Block, table } from "../../report.ts";

/** A task that failed: a row for each check that did not hold, with what came instead. */
export function failedRows(result: KeptResult): Block {
  const verdicts = result.trials.flatMap((trial) =>
    trial.kind === "judged" ? trial.verdicts.filter(({ status }) => status === "fail") : [],
  );
  const checks = groupBy(verdicts, ({ invariant }) => invariant);
  const rows = checks.map((group, at) => [at === 0 ? headOf(result) : nameOfResult(result), ...checkOf(group, result)]);
  return table(["Task", "Check", "Expected", "Got"], rows.length === 0 ? [[headOf(result), "", "", ""]] : rows);
}

function headOf(result: KeptResult): string {
  const { place, incident, runs, base } = result;
  const passed = (of: KeptResult["trials"]): string =>
    `${of.filter((trial) => trial.kind === "judged" && trial.passed).length} of ${of.length}`;
  return [
    nameOfResult(result),
    `${place.file}:${place.line}`,
    ...(incident === null ? [] : [`guards ${incident}`]),
    ...(runs === 1 ? [] : [`${passed(result.trials)} runs passed`]),
    ...(base === null ? [] : [runs === 1 ? `base ${base.outcome}` : `base ${passed(base.trials)}`]),
  ]
    .map((line) => clip(line))
    .join("\n");
}

/** The first of what came stands for the others. */
function checkOf(group: readonly Verdict[], { runs }: KeptResult): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { invariant, expected, got, turn } = first;
  const others = [
    ...(turn === null ? [] : [`in turn ${turn + 1}`]),
    ...(runs === 1 ? [] : [`in ${group.length} of ${runs} runs`]),
  ].join(", ");
  return [invariant, clip(expected), `${clip(got)}${others === "" ? "" : `\n${others}`}`];
}
