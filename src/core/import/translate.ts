import type { Note } from "./notes.ts";
import type { ImportFormat, Source, Target, Translation } from "./translation.ts";
import { unwritable } from "./writable.ts";

/**
 * What a source says in our words, without what our files cannot say; where nothing is left, why. Never throws.
 */
export function translateSource(format: ImportFormat, source: Source, target: Target): Translation {
  const { contract, tasks, notes, ...rest } = format.translate(source, target);
  const refused: Note[] = [];
  const isWritable = (of: string, value: object): boolean => {
    const problem = unwritable({ ...value });
    if (problem !== null) refused.push({ kind: "refused", of, field: "", says: problem });
    return problem === null;
  };
  const kept = {
    ...rest,
    contract: contract !== null && isWritable("", contract) ? contract : null,
    tasks: tasks.filter((task) => isWritable(task.id, task)),
  };
  const said = [...notes, ...refused];
  if (!isEmpty(kept) || said.some(({ kind }) => kind === "refused")) return { ...kept, notes: said };
  return { ...kept, notes: [...said, { kind: "refused", of: "", field: "", says: "there is nothing in it" }] };
}

export function isEmpty({ contract, tools, tasks }: Omit<Translation, "notes">): boolean {
  return contract === null && tools.length === 0 && tasks.length === 0;
}
