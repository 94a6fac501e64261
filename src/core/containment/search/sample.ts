import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { formatted } from "../build/samples.ts";
import type { Follow, Place } from "../declare/place.ts";
import { isJsonType, type JsonType, jsonTypes } from "../json-type.ts";
import { parsePattern } from "../pattern/parse.ts";
import { appliedAt, itemPlace, propertyPlace } from "./applied.ts";
import type { Chance } from "./chance.ts";
import type { Pool } from "./pool.ts";
import { wordFrom } from "./word.ts";

/** What values are made with. */
export interface Sampler {
  readonly pool: Pool;
  readonly follow: Follow;
  readonly chance: Chance;
}

/** Deeper than this only what is asked for is made. */
const deepEnough = 4;
const deepest = 8;
/** Of a schema with more properties, only the first are tried. */
const mostNames = 100;

/** A value that a schema may well take: its limits, its listed values, its properties there and not there. */
export function sampleAt(place: Place, sampler: Sampler, depth = 0): Json {
  const { chance, follow } = sampler;
  const schemas = appliedAt(place, follow, chance);
  const listed = schemas.flatMap(({ const: only, enum: among }) => [
    ...(only === undefined ? [] : [only]),
    ...(isJsonArray(among) ? among : []),
  ]);
  if (listed.length > 0 && chance.happens(0.9)) return chance.pick(listed) ?? null;
  const type = chance.pick(typesFor(schemas));
  switch (type) {
    case "number":
      return sampleNumber(schemas, sampler);
    case "string":
      return sampleString(schemas, sampler);
    case "array":
      return depth >= deepest ? [] : sampleArray(schemas, sampler, depth);
    case "object":
      return depth >= deepest ? {} : sampleObject(schemas, sampler, depth);
    case "boolean":
      return chance.happens(0.5);
    default:
      return null;
  }
}

function typesFor(schemas: readonly JsonObject[]): readonly JsonType[] {
  const allowed = schemas.reduce<readonly JsonType[]>((left, { type }) => {
    if (type === undefined) return left;
    const names = isJsonArray(type) ? type : [type];
    const kinds = names.map((name) => (name === "integer" ? "number" : name));
    return left.filter((kind) => kinds.includes(kind));
  }, jsonTypes);
  return allowed.filter(isJsonType);
}

function sampleNumber(schemas: readonly JsonObject[], { pool, chance }: Sampler): number {
  const value = chance.pick(pool.numbers) ?? 0;
  const units = schemas.map(({ multipleOf }) => multipleOf).filter((unit) => typeof unit === "number" && unit > 0);
  const unit = chance.pick(units.filter((one) => typeof one === "number"));
  if (unit !== undefined && chance.happens(0.8)) return Math.round(value / unit) * unit;
  return schemas.some(({ type }) => type === "integer") && chance.happens(0.8) ? Math.floor(value) : value;
}

function sampleString(schemas: readonly JsonObject[], { pool, chance }: Sampler): string {
  const source = chance.pick(schemas.map(({ pattern }) => pattern).filter((pattern) => typeof pattern === "string"));
  const expression = source === undefined ? null : parsePattern(source);
  if (expression !== null && chance.happens(0.8)) return wordFrom(expression, chance);
  const formats = schemas.map(({ format }) => format).filter((format) => typeof format === "string");
  const format = chance.pick(formats);
  if (format !== undefined && chance.happens(0.8)) return chance.pick(formatted[format] ?? ["a"]) ?? "a";
  if (chance.happens(0.5)) return chance.pick(pool.strings) ?? "a";
  return "a".repeat(chance.pick(pool.lengths) ?? 1);
}

function sampleArray(schemas: readonly JsonObject[], sampler: Sampler, depth: number): readonly Json[] {
  const { pool, chance } = sampler;
  const length = depth >= deepEnough ? 0 : Math.min(12, chance.pick(pool.lengths) ?? 1);
  return Array.from({ length }, (_, index) => sampleAt(itemPlace(schemas, index, chance), sampler, depth + 1));
}

function sampleObject(schemas: readonly JsonObject[], sampler: Sampler, depth: number): JsonObject {
  const { pool, chance } = sampler;
  const required = schemas.flatMap(({ required: names }) => (isJsonArray(names) ? names : []));
  const declared = schemas.flatMap(({ properties }) => (isJsonObject(properties) ? Object.keys(properties) : []));
  const patterns = schemas.flatMap((schema) =>
    isJsonObject(schema["patternProperties"]) ? Object.entries(schema["patternProperties"]) : [],
  );
  const names = new Set<string>();
  for (const name of required) if (typeof name === "string" && chance.happens(0.97)) names.add(name);
  const share = depth >= deepEnough ? 0 : chance.next();
  for (const name of declared.slice(0, mostNames)) if (chance.happens(share)) names.add(name);
  if (chance.happens(0.2)) names.add(chance.pick(pool.names) ?? "extra");
  const entries = [...names].map((name): [string, Json] => [
    name,
    sampleAt(propertyPlace(schemas, name), sampler, depth + 1),
  ]);
  for (const [source, part] of patterns) {
    const expression = parsePattern(source);
    if (expression === null || chance.happens(0.5)) continue;
    entries.push([wordFrom(expression, chance), sampleAt([part], sampler, depth + 1)]);
  }
  return Object.fromEntries(entries);
}
