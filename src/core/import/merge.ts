import type { Translation, TaskEntry, ToolEntry } from "./translation.ts";
import { taskId } from "./names.ts";
import type { SourcedNote } from "./note-groups.ts";

export interface SourcedTranslation {
  readonly source: string;
  readonly translation: Translation;
}

export interface MergedTranslation {
  readonly translation: Translation;
  readonly notes: readonly SourcedNote[];
}

/** Tools and golden tasks of several files become those of one contract. */
export function mergeTranslations(translations: readonly SourcedTranslation[]): MergedTranslation {
  const tools = new Map<string, ToolEntry>();
  const tasks: TaskEntry[] = [];
  const ids = new Set<string>();
  const notes: SourcedNote[] = [];
  for (const { source, translation } of translations) {
    notes.push(...translation.notes.map((note) => ({ ...note, source })));
    for (const tool of translation.tools) {
      if (!tools.has(tool.name)) tools.set(tool.name, tool);
      else
        notes.push({ source, kind: "refused", of: tool.name, field: "", says: "another file has a tool of this name" });
    }
    tasks.push(...translation.tasks.map((task) => ({ ...task, id: taskId(task.id, tasks.length + 1, ids) })));
  }
  const names = translations.flatMap(({ translation }) => translation.name ?? []);
  return { translation: { name: names[0] ?? null, contract: null, tools: [...tools.values()], tasks, notes }, notes };
}
