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
  const chosen = notes.filter((note) => note.kind === kind);
  const several = new Set(chosen.map(({ source }) => source)).size > 1;
  const groups = new Map<string, { readonly field: string; readonly says: string; readonly about: Set<string> }>();
  for (const { source, of, field, says } of chosen) {
    const key = JSON.stringify([field, says]);
    const group = groups.get(key) ?? { field, says, about: new Set() };
    group.about.add([...(several || of === "" ? [source] : []), ...(of === "" ? [] : [of])].join(" › "));
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, about: [...group.about] }));
}

/** `a, b and 3 more`. */
export function sayFew(names: readonly string[], most = 4): string {
  if (names.length <= most + 1) return sayList(names);
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}
