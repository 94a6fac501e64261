import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import type { Json } from "../json.ts";
import { yamlLimits } from "./limits.ts";
import { isCollection, isEmpty, placesOf, type SoundPlaces } from "./sound-places.ts";

/** A text in which nothing is wrong. */
export interface SoundYaml extends SoundPlaces {
  readonly value: Json;
}

/**
 * Reads a text as simple YAML, in a fifth of the time of `composeYaml`, which can say what is wrong and where everything
 * stands. Not a second opinion: this reader only takes what both read alike, which a test holds them to, and leaves the
 * rest to the other.
 *
 * @returns `null` where the text may hold a fault, or anything that is not met every day
 */
export function readSound(text: string): SoundYaml | null {
  if (unusual.test(text)) return null;
  const events = eventsOf(text);
  const [, root] = events;
  if (root === undefined || !isCollection(root)) return null;
  const reader = { text, events, at: 1, parts: 0 };
  const value = readNode(reader);
  // Behind the value the document ends, and the file with it.
  if (value === undefined || reader.at !== events.length - 1) return null;
  return { value, ...placesOf(events, text, valueOf) };
}

/** Allowed or not: tabs, other ends of lines, explicit keys, and what marks a document or a merge. */
const unusual = /[\t\r\u0085\u2028\u2029\uFEFF]|^(?:---|\.\.\.|%|<<<<<<<)|^[ -]*\?(?:[ \n]|$)/m;

function eventsOf(text: string): readonly Event[] {
  try {
    return parseEvents(text, { maxDepth: yamlLimits.depth });
  } catch {
    return [];
  }
}

interface Reader {
  readonly text: string;
  readonly events: readonly Event[];
  at: number;
  parts: number;
}

/** `undefined` where it is not known to be sound. */
function readNode(reader: Reader): Json | undefined {
  const event = reader.events[reader.at];
  reader.at += 1;
  reader.parts += 1;
  if (event === undefined || reader.parts > mostParts) return undefined;
  if (event.type === EVENT_ID.SCALAR) return readScalar(event, reader.text);
  if (!isCollection(event) || isMarked(event)) return undefined;
  return event.type === EVENT_ID.MAPPING ? readMapping(event, reader) : readSequence(reader);
}

/** The limit counts signs too: far below it, nobody has to. */
const mostParts = yamlLimits.parts / 10;

function readMapping({ style, start }: MappingEvent, reader: Reader): Json | undefined {
  const inBraces = style === COLLECTION_STYLE.FLOW;
  // `[a: 1]` is a mapping without braces.
  if (inBraces && reader.text[start] !== "{") return undefined;
  // `readKey` gives no `__proto__`, which would not be a key of its own.
  const read: Record<string, Json> = {};
  for (;;) {
    const key = reader.events[reader.at];
    reader.at += 1;
    if (key?.type === EVENT_ID.POP) return read;
    const name = key?.type === EVENT_ID.SCALAR ? readKey(key, reader.text) : undefined;
    const next = reader.events[reader.at];
    // `{ a }` is a key with nothing behind it, which nobody means.
    if (inBraces && next?.type === EVENT_ID.SCALAR && isEmpty(next)) return undefined;
    const value = name === undefined || Object.hasOwn(read, name) ? undefined : readNode(reader);
    if (name === undefined || value === undefined) return undefined;
    read[name] = value;
  }
}

function readSequence(reader: Reader): Json | undefined {
  const items: Json[] = [];
  while (reader.events[reader.at]?.type !== EVENT_ID.POP) {
    const item = readNode(reader);
    if (item === undefined) return undefined;
    items.push(item);
  }
  reader.at += 1;
  return items;
}

/** Keys of other characters may look alike, and be one to a reader. */
function readKey(key: ScalarEvent, text: string): string | undefined {
  const name = isMarked(key) || isEmpty(key) ? undefined : textOf(key, text);
  return name === undefined || !simpleKey.test(name) || refusedKeys.has(name) ? undefined : name;
}

const simpleKey = /^[\w$@#.+-][\w $@#.,:;/+()*-]{0,200}$/;
const refusedKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

function readScalar(event: ScalarEvent, text: string): Json | undefined {
  if (isMarked(event)) return undefined;
  if (isEmpty(event)) return null;
  const read = textOf(event, text);
  return read === undefined || event.style !== SCALAR_STYLE.PLAIN ? read : valueOf(read);
}

/** Of escapes only those that JSON and everybody knows: others can name half of a character. */
function textOf(event: ScalarEvent, text: string): string | undefined {
  if (event.style === SCALAR_STYLE.DOUBLE_QUOTED && !simpleEscapes.test(text.slice(event.valueStart, event.valueEnd)))
    return undefined;
  return getScalarValue(text, event);
}

const simpleEscapes = /^(?:[^\\]|\\["\\/nt])*$/;

/** https://yaml.org/spec/1.2.2/#103-core-schema; numbers as JSON writes them, and short enough to be exact. */
function valueOf(source: string): Json | undefined {
  const known = words.get(source);
  if (known !== undefined) return known;
  if (!/^[-+.\d]/.test(source)) return source;
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(source) || /^-?(?:0|[1-9]\d{0,7})\.\d{1,7}$/.test(source))
    return Number(source) + 0;
  return otherNumber.test(source) ? undefined : source;
}

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...["~", "null", "Null", "NULL"].map((word): [string, Json] => [word, null]),
  ...["true", "True", "TRUE"].map((word): [string, Json] => [word, true]),
  ...["false", "False", "FALSE"].map((word): [string, Json] => [word, false]),
]);

const otherNumber = /^[-+]?(?:0[ox][\da-f]+|\.inf|\.nan|(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?)$/i;

function isMarked({ anchorStart, tagStart }: ScalarEvent | MappingEvent | SequenceEvent): boolean {
  return anchorStart !== -1 || tagStart !== -1;
}
