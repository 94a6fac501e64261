import type { z } from "zod";
import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "./json.ts";
import type { Path } from "./place.ts";

/** What is left of a document without its broken parts, and which parts those were. */
export interface Pruned<Shape> {
  readonly value: Shape;
  readonly broken: readonly Path[];
}

/**
 * Takes out what does not fit the schema, so that the rest can still be judged. A broken item takes its list
 * with it: positions of a shorter list would name the wrong items.
 *
 * @param standIns what stands for a missing part that the schema demands at the top
 * @param broken what is known to be broken before anything is looked at
 * @returns `null` where nothing can be rescued
 */
export function prune<Shape>(
  schema: z.ZodType<Shape>,
  document: Json,
  standIns: JsonObject,
  broken: readonly Path[] = [],
): Pruned<Shape> | null {
  let value = without(document, broken);
  const missing = Object.keys(standIns).filter((key) => !isJsonObject(value) || !Object.hasOwn(value, key));
  const taken: Path[] = [...broken, ...missing.map((key) => [key])];
  for (let round = 0; round < rounds; round += 1) {
    if (!isJsonObject(value) || taken.length > most) return null;
    const parsed = schema.safeParse({ ...standIns, ...value });
    if (parsed.success) return { value: parsed.data, broken: taken };
    const paths = parsed.error.issues.flatMap(brokenPaths).map((path) => removable(path, value));
    if (paths.some((path) => path.length === 0)) return null;
    value = without(value, paths);
    taken.push(...distinct(paths));
  }
  return null;
}

/** Each round removes one level: a missing field takes its parent, and so on up. */
const rounds = 8;

/** Beyond this a file is not a contract with faults, but something else. */
const most = 200;

function brokenPaths(issue: z.core.$ZodIssue): readonly Path[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...path, key]);
  return [path];
}

/** The part itself, or its nearest parent that is there and can be left out. */
function removable(path: Path, document: Json): Path {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    if (typeof part.at(-1) === "string" && partAt(document, part) !== undefined) return part;
  }
  return [];
}

/** In one pass, however many they are. An item of a list stays: others would take its position. */
function without(document: Json, paths: readonly Path[]): Json {
  if (paths.length === 0) return document;
  const inside = new Map<string | number, Path[]>();
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    const rests = inside.get(step) ?? [];
    rests.push(rest);
    inside.set(step, rests);
  }
  if (isJsonArray(document)) return document.map((item, index) => without(item, inside.get(index) ?? []));
  if (!isJsonObject(document)) return document;
  const kept = Object.entries(document).flatMap(([key, part]): readonly (readonly [string, Json])[] => {
    const rests = inside.get(key) ?? [];
    return rests.some(({ length }) => length === 0) ? [] : [[key, without(part, rests)]];
  });
  return Object.fromEntries(kept);
}

function distinct(paths: readonly Path[]): readonly Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
