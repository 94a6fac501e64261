import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";

/**
 * Something that an import must not do in silence: it `assumed` what the source does not say, did not carry a
 * field over (`dropped`), or could not read a part at all (`refused`).
 */
export interface Note {
  readonly kind: "assumed" | "dropped" | "refused";
  /** What it is about: a tool, a message, a test; `""` is the source itself. */
  readonly of: string;
  /** The field, as a path inside it. */
  readonly field: string;
  readonly says: string;
}

/** Where an import writes down what it does; the same is said once. */
export interface Notebook {
  readonly notes: readonly Note[];
  assume(of: string, field: string, says: string): void;
  drop(of: string, field: string, says: string): void;
  refuse(of: string, field: string, says: string): void;
}

export function newNotebook(): Notebook {
  const notes: Note[] = [];
  const known = new Set<string>();
  const write =
    (kind: Note["kind"]) =>
    (of: string, field: string, says: string): void => {
      const key = JSON.stringify([kind, of, field, says]);
      if (!known.has(key)) notes.push({ kind, of, field, says });
      known.add(key);
    };
  return { notes, assume: write("assumed"), drop: write("dropped"), refuse: write("refused") };
}

/** An object of a source, read key by key. What nobody asked for is listed by `rest`, so that nothing gets lost. */
export interface Fields {
  readonly of: string;
  /** As it is; not given and `null` are the same. */
  take(key: string): Json | null;
  /** These are noted where they are of another type, and are `null` then. */
  text(key: string): string | null;
  number(key: string): number | null;
  flag(key: string): boolean | null;
  object(key: string): JsonObject | null;
  list(key: string): readonly Json[] | null;
  /** Takes it and says why it is not carried, where it is given. */
  drop(key: string, why: string): void;
  /** Notes every key that was not asked for. */
  rest(why: string): void;
  /** The path of a key, for notes. */
  at(key: string): string;
}

export function fieldsOf(value: JsonObject, of: string, notes: Notebook, path = ""): Fields {
  const asked = new Set<string>();
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const take = (key: string): Json | null => {
    asked.add(key);
    return Object.hasOwn(value, key) ? (value[key] ?? null) : null;
  };
  const typed =
    <Type extends Json>(is: (item: Json) => item is Type, name: string) =>
    (key: string): Type | null => {
      const item = take(key);
      if (item === null) return null;
      if (is(item)) return item;
      notes.drop(of, at(key), `it is ${sayType(item)}, not ${name}`);
      return null;
    };
  return {
    of,
    take,
    at,
    text: typed((item) => typeof item === "string", "text"),
    number: typed((item) => typeof item === "number", "a number"),
    flag: typed((item) => typeof item === "boolean", "true or false"),
    object: typed((item): item is JsonObject => isJsonObject(item), "a mapping"),
    list: typed((item): item is readonly Json[] => isJsonArray(item), "a list"),
    drop: (key, why) => {
      if (take(key) !== null) notes.drop(of, at(key), why);
    },
    rest: (why) => {
      for (const key of Object.keys(value)) if (!asked.has(key)) notes.drop(of, at(key), why);
    },
  };
}

export function sayType(value: Json): string {
  if (value === null) return "nothing";
  if (isJsonArray(value)) return "a list";
  if (isJsonObject(value)) return "a mapping";
  return { string: "text", number: "a number", boolean: "true or false" }[typeof value as string] ?? typeof value;
}
