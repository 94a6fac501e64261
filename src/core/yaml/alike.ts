import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { parseYaml, type YamlFile } from "./parse.ts";
import { type Section, sectionsOf } from "./sections.ts";

/**
 * The same as `parseYaml`, for a text that is mostly one that was read before: only what differs is read, and equal
 * parts are one value. Where a part stands is found out when somebody asks.
 */
export function parseAlike(file: string, text: string, known: YamlFile): YamlFile {
  const value = valueAlike(text, known);
  if (value === null) return parseYaml(file, text);
  let read: YamlFile | null = null;
  const whole = (): YamlFile => (read ??= parseYaml(file, text));
  return {
    file,
    text,
    value,
    faults: [],
    locate: (path) => whole().locate(path),
    locateText: (path, offset) => whole().locateText(path, offset),
    linesOf: (path) => whole().linesOf(path),
    scalars: () => whole().scalars(),
  };
}

/** `null` where the text has to be read as a whole. */
function valueAlike(text: string, known: YamlFile): Json {
  if (known.faults.length > 0 || !isJsonObject(known.value) || text.length > largest) return null;
  if (text === known.text) return known.value;
  const [sections, former] = [sectionsOf(text), sectionsOf(known.text)];
  if (sections === null || sections.length === 0 || former === null) return null;
  const { value } = known;
  const keys = Object.keys(value);
  if (former.length !== keys.length || former.some(({ key }, index) => key !== keys[index])) return null;
  const before = new Map(former.map((section) => [section.key, section]));
  const entries: [string, Json][] = [];
  for (const section of sections) {
    const was = before.get(section.key);
    const read = readSection(section, was === undefined ? null : { section: was, value: value[section.key] ?? null });
    if (read === null) return null;
    entries.push([section.key, read.value]);
  }
  return Object.fromEntries(entries);
}

/** Beyond this the limits of a whole file count. */
const largest = 256 * 1024;

interface Known {
  readonly section: Section;
  readonly value: Json;
}

function readSection(section: Section, known: Known | null): { readonly value: Json } | null {
  if (known?.section.text === section.text) return { value: known.value };
  const items = known === null ? null : readItems(section, known);
  if (items !== null) return { value: items };
  const read = readAlone(section.text);
  return read === null ? null : { value: read[section.key] ?? null };
}

/** `null` where one side is no list that is written item by item, or an item cannot be read. */
function readItems({ items }: Section, { section, value }: Known): readonly Json[] | null {
  if (items === null || section.items === null || !isJsonArray(value)) return null;
  if (section.items.length !== value.length) return null;
  const known = new Map(section.items.map((text, index): [string, Json] => [text, value[index] ?? null]));
  const read: Json[] = [];
  for (const text of items) {
    const same = known.get(text);
    const alone = same === undefined ? readAlone(`items:\n${text}`)?.["items"] : [same];
    if (!isJsonArray(alone) || alone.length !== 1) return null;
    read.push(...alone);
  }
  return read;
}

function readAlone(text: string): JsonObject | null {
  const { value, faults } = parseYaml("", text);
  return faults.length === 0 && isJsonObject(value) && Object.keys(value).length === 1 ? value : null;
}
