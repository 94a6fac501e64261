import { groupNotes, type NoteGroup, sayFew, type SourcedNote } from "../core/import/note-groups.ts";
import type { ImportPlan } from "../core/import/plan.ts";
import { count } from "../core/text.ts";
import { type Block, type Cell, code, heading, list, paragraph, section, table } from "./report.ts";

/** What an import wrote, and everything that it did not do in silence. */
export function importBlocks(
  plans: readonly ImportPlan[],
  notes: readonly SourcedNote[],
  unseen: readonly string[],
): readonly Block[] {
  const toDo = [...plans.flatMap((plan) => plan.toDo), ...unseen];
  return [
    ...plans.flatMap(planBlocks),
    ...noteBlocks("Assumed", "what was assumed", groupNotes(notes, "assumed")),
    ...noteBlocks("Not carried over", "why", groupNotes(notes, "dropped")),
    ...noteBlocks("Could not be read", "why", groupNotes(notes, "refused")),
    ...section("To do", toDo.length === 0 ? [] : [list(toDo)]),
  ];
}

function planBlocks({ contract, files, toAdd }: ImportPlan): readonly Block[] {
  const paths = Object.keys(files);
  const shown =
    paths.length > mostPaths
      ? [...paths.slice(0, mostPaths), `and ${count(paths.length - mostPaths, "file")} more`]
      : paths;
  return [
    heading(contract),
    list(shown),
    ...(toAdd.length === 0
      ? []
      : [paragraph("contract.yaml was there, and is as it was. To use the tools, add:"), code(toAdd.join("\n"))]),
  ];
}

const mostPaths = 12;

function noteBlocks(title: string, column: string, groups: readonly NoteGroup[]): readonly Block[] {
  const rows = groups.map(({ field, says, about }): readonly Cell[] => [field, says, sayFew(about)]);
  return section(title, rows.length === 0 ? [] : [table(["field", column, "of"], rows)]);
}
