import type { Answered } from "../../core/regression/answer.ts";
import type { ComparedSides } from "../../core/regression/compare-sides.ts";
import type { KeptResult } from "../../core/golden/results/kept.ts";
import { count } from "../../core/text.ts";
import { type Block, type Cell, heading, paragraph, table } from "../report.ts";
import { limitNotes, standingNotes } from "./comparison-notes.ts";
import { metricNames, sayChange, sayVerdict, sideTexts } from "./comparison-words.ts";

/** What the base does beside this: over all tasks, then single tasks, then what could not be compared. */
export function comparisonBlocks(compared: ComparedSides, results: readonly KeptResult[]): readonly Block[] {
  const { overall, tasks } = compared;
  const told = tasks.filter(({ comparison: { verdict } }) => verdict === "regression" || verdict === "improvement");
  return [
    ...(overall.length === 0 ? [] : [heading(`beside ${compared.base}`), overallTable(compared)]),
    ...(told.length === 0
      ? []
      : [
          table(
            ["task", "of its runs", "base", "head", "change", "verdict"],
            told.slice(0, shown).map(({ task, ...one }) => [task, ...overallRow(one)]),
          ),
          ...(told.length > shown ? [paragraph(`and ${count(told.length - shown, "more difference")}`)] : []),
        ]),
    ...standingNotes(compared, results),
    ...limitNotes(compared),
  ];
}

export function overallTable({ overall }: ComparedSides): Block {
  return table(["over all tasks", "base", "head", "change", "verdict"], overall.map(overallRow));
}

/** More rows than that are for the page. */
const shown = 20;

function overallRow({ metric, comparison, decides }: Answered): readonly Cell[] {
  const [base, head] = sideTexts({ metric, comparison });
  return [metricNames[metric], base, head, sayChange(comparison), sayVerdict(comparison, decides)];
}
