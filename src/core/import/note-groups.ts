import { sayList } from "../text.ts";
import type { Note } from "./notes.ts";

/** A note and the file, or the server, that it is about. */
export interface SourcedNote extends Note {
  readonly source: string;
}

/** Notes that say the same of several things: a hundred tools are one row. */
export interface NoteGroup {
  readonly field: string;
  readonly says: string;
  readonly about: readonly string[];
}

export function groupNotes(notes: readonly SourcedNote[], kind: Note["kind"]): readonly NoteGroup[] {
  const sources = [...new Set(notes.map(({ source }) => source))];
  const groups = new Map<string, { readonly field: string; readonly says: string; readonly about: Set<string> }>();
  for (const note of notes) {
    if (note.kind !== kind) continue;
    const key = JSON.stringify([note.field, note.says]);
    const group = groups.get(key) ?? { field: note.field, says: note.says, about: new Set() };
    group.about.add(aboutOf(note, sources));
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, about: [...group.about] }));
}

/** Where there is one source, nobody has to be told which. */
function aboutOf({ source, of }: SourcedNote, sources: readonly string[]): string {
  if (sources.length === 1) return of;
  const file = source.split("/").at(-1) ?? source;
  const named = sources.some((other) => other !== source && other.endsWith(`/${file}`)) ? source : file;
  return of === "" ? named : `${named} › ${of}`;
}

/** `a, b and 3 more`. */
export function sayFew(names: readonly string[], most = 4): string {
  if (names.length <= most + 1) return sayList(names);
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
