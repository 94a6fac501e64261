import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { matchesSchema } from "../schema/validate.ts";
import { mapSchema } from "../schema/walk.ts";
import { documentOf } from "./compile/document.ts";
import { effortOf } from "./effort.ts";
import { once } from "./once.ts";
import { isQuick } from "./pattern/quick.ts";

/** The opinion of the validator that runtimes use: it knows nothing of the prover. */
export interface Check {
  /** Valid in each reading of `format`: as a note, and as a condition. */
  isSurelyValid(value: Json): boolean;
  /** Invalid in each reading of `format`. */
  isSurelyInvalid(value: Json): boolean;
}

export function checkOf(schema: Json): Check {
  const prepare = once(() => ({
    readings: readingsOf(schema),
    patterns: patternsIn(schema),
    effort: effortOf(documentOf(schema)),
  }));
  let patience = 3;
  let left = mostEffort;
  const ask = (value: Json, expected: boolean): boolean => {
    if (patience === 0) return false;
    try {
      const { readings, patterns, effort } = prepare();
      if (readings.length === 0 || !isTame(value, patterns)) return false;
      const cost = effort(value) * readings.length;
      if (cost > Math.min(left, mostAtOnce)) return false;
      left -= cost;
      return readings.every((reading) => matchesSchema(reading, value) === expected);
    } catch {
      // The schema is none, or it leads back to itself without end, and then asking costs the whole stack.
      patience -= 1;
      return false;
    }
  };
  return { isSurelyValid: (value) => ask(value, true), isSurelyInvalid: (value) => ask(value, false) };
}

/** In schemas that are looked at: a value that costs more is not shown to the validator, and in the end none is. */
const mostAtOnce = 20_000;
const mostEffort = 1_000_000;

/** The schema as the validator understands it, with and without `format`. */
function readingsOf(schema: Json): readonly JsonObject[] {
  if (typeof schema === "boolean") return [schema ? {} : { not: {} }];
  if (!isJsonObject(schema)) return [];
  const whole = mapSchema(structuredClone(schema), modern);
  const bare = mapSchema(structuredClone(schema), (part) => without(modern(part), ["format"]));
  const hasFormat = JSON.stringify(schema).includes('"format"');
  return [whole, ...(hasFormat ? [bare] : [])].filter(isJsonObject);
}

/** Draft 4 wrote `exclusiveMinimum: true` beside `minimum`; `id` was a name, and is now an unknown word. */
function modern(schema: JsonObject): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const flags = [
    ...(typeof exclusiveMinimum === "boolean" ? ["exclusiveMinimum"] : []),
    ...(typeof exclusiveMaximum === "boolean" ? ["exclusiveMaximum"] : []),
  ];
  return {
    ...without(schema, [...flags, ...notes]),
    ...(exclusiveMinimum === true && minimum !== undefined ? { exclusiveMinimum: minimum } : {}),
    ...(exclusiveMaximum === true && maximum !== undefined ? { exclusiveMaximum: maximum } : {}),
  };
}

/** Words without meaning for what is valid, which the validator would search for schemas. */
const notes = ["id", "title", "description", "default", "examples", "$comment", "$schema"];

function without(schema: JsonObject, keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}

function patternsIn(schema: Json): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(patternsIn);
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => [
    ...(keyword === "pattern" && typeof value === "string" ? [value] : []),
    ...(keyword === "patternProperties" && isJsonObject(value) ? Object.keys(value) : []),
    ...patternsIn(value),
  ]);
}

/** The validator hands strings to JavaScript's own patterns, and those may take for ever. */
function isTame(value: Json, patterns: readonly string[]): boolean {
  if (patterns.length === 0) return true;
  const longest = longestText(value);
  return patterns.every((source) => isQuick(source, longest));
}

function longestText(value: Json): number {
  if (typeof value === "string") return value.length;
  if (value === null || typeof value !== "object") return 0;
  const parts = Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)];
  return parts.reduce<number>((most, part) => Math.max(most, longestText(part)), 0);
}
