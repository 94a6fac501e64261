import {
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import type { Json } from "../json.ts";
import type { Path } from "../place.ts";
import { hashBehind } from "./hash.ts";
import type { PlainScalar } from "./scalars.ts";
import { offsetsOfText, type WrittenText } from "./text-offsets.ts";

/** Where the parts of a sound text stand; `null` where that takes a closer look. */
export interface SoundPlaces {
  /** As `Locator` says it. */
  offsetOf(path: Path): number | null;
  offsetInText(path: Path, offset: number): number | null;
  /** As `YamlFile` says them. */
  scalars(): readonly PlainScalar[] | null;
}

export function placesOf(
  events: readonly Event[],
  text: string,
  valueOf: (source: string) => Json | undefined,
): SoundPlaces {
  const known = new Map<Event, Uint32Array>();
  return {
    offsetOf: (path) => find(path, text, events).offset,
    offsetInText: (path, offset) => {
      const { event } = find(path, text, events);
      if (event?.type !== EVENT_ID.SCALAR) return null;
      const isText = event.style !== SCALAR_STYLE.PLAIN || typeof valueOf(getScalarValue(text, event)) === "string";
      const offsets = isText ? (known.get(event) ?? offsetsIn(event, text)) : null;
      if (offsets === null) return null;
      known.set(event, offsets);
      return offsets[Math.min(offset, offsets.length - 1)] ?? null;
    },
    scalars: () => scalarsIn(events, text, valueOf),
  };
}

interface Found {
  /** `null` where the path does not exist. */
  readonly event: Event | null;
  /** Of the key of a pair where there is one: that is where a person looks. Else of the nearest parent. */
  readonly offset: number | null;
}

function find(path: Path, text: string, events: readonly Event[]): Found {
  let at = 1;
  let offset = startOf(events[at]);
  for (const step of path) {
    const event = events[at];
    if (event?.type === EVENT_ID.MAPPING) {
      let key = at + 1;
      while (events[key]?.type === EVENT_ID.SCALAR && nameAt(key, text, events) !== step) key = behind(key + 1, events);
      if (events[key]?.type !== EVENT_ID.SCALAR) return { event: null, offset };
      offset = startOf(events[key]);
      at = key + 1;
    } else if (event?.type === EVENT_ID.SEQUENCE) {
      at += 1;
      for (let left = Number(step); left > 0 && events[at]?.type !== EVENT_ID.POP; left -= 1) at = behind(at, events);
      if (events[at]?.type === EVENT_ID.POP || !Number.isInteger(Number(step))) return { event: null, offset };
      offset = startOf(events[at]);
    } else return { event: null, offset };
  }
  return { event: events[at] ?? null, offset };
}

/** `null` where it is no text, or none of it is visible. */
function offsetsIn(event: ScalarEvent, text: string): Uint32Array | null {
  const value = getScalarValue(text, event);
  const style = styles[event.style];
  if (isEmpty(event) || style === undefined || value.trim() === "") return null;
  // What stands around a text, quotes or the end of the header's line, is not part of the event.
  const start = event.valueStart - (style === "plain" ? 0 : 1);
  const end = event.valueEnd + (style === "plain" || style === "block" ? 0 : 1);
  return offsetsOfText(text, { start, end, style, value });
}

const styles: Readonly<Record<number, WrittenText["style"]>> = {
  [SCALAR_STYLE.PLAIN]: "plain",
  [SCALAR_STYLE.SINGLE_QUOTED]: "single-quoted",
  [SCALAR_STYLE.DOUBLE_QUOTED]: "double-quoted",
  [SCALAR_STYLE.LITERAL_BLOCK]: "block",
  [SCALAR_STYLE.FOLDED_BLOCK]: "block",
};

function nameAt(key: number, text: string, events: readonly Event[]): string | null {
  const event = events[key];
  return event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : null;
}

/** Behind the node that begins here. */
function behind(at: number, events: readonly Event[]): number {
  let depth = 0;
  for (let next = at; ; next += 1) {
    const event = events[next];
    if (event === undefined) return next;
    if (event.type === EVENT_ID.POP) depth -= 1;
    else if (isCollection(event)) depth += 1;
    if (depth === 0) return next + 1;
  }
}

/** Where the header of a text below `|` stands, or nothing, is not among the events. */
function startOf(event: Event | undefined): number | null {
  if (event === undefined) return null;
  if (isCollection(event)) return event.start;
  if (event.type !== EVENT_ID.SCALAR || isEmpty(event)) return null;
  if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart;
  return event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
    ? event.valueStart - 1
    : null;
}

/** `null` where one is empty, because events do not say where nothing stands. */
function scalarsIn(
  events: readonly Event[],
  text: string,
  valueOf: (source: string) => Json | undefined,
): readonly PlainScalar[] | null {
  const found: PlainScalar[] = [];
  let at = 1;
  const walk = (path: Path): boolean => {
    const event = events[at];
    at += 1;
    if (event?.type === EVENT_ID.SCALAR) {
      if (isEmpty(event)) return false;
      if (event.style === SCALAR_STYLE.PLAIN) found.push(scalarOf(event, path));
      return true;
    }
    for (let index = 0; events[at]?.type !== EVENT_ID.POP; index += 1) {
      const name = event?.type === EVENT_ID.MAPPING ? nameAt(at++, text, events) : index;
      if (name === null || !walk([...path, name])) return false;
    }
    at += 1;
    return true;
  };
  const scalarOf = (event: ScalarEvent, path: Path): PlainScalar => {
    const { valueStart: offset, valueEnd: end } = event;
    const source = getScalarValue(text, event);
    return { path, offset, end, source, value: valueOf(source) ?? null, hash: hashBehind(text, end) };
  };
  return walk([]) ? found : null;
}

export function isCollection(event: Event): event is MappingEvent | SequenceEvent {
  return event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE;
}

export function isEmpty({ valueStart }: ScalarEvent): boolean {
  return valueStart === -1;
}
