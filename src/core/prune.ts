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
 * @param standIns what stands for a part that the schema demands, by path: `model.name`, `tools.[].name`
 * @param broken what is known to be broken before anything is looked at
 * @returns `null` where nothing can be rescued
 */
export function prune<Shape>(
  schema: z.ZodType<Shape>,
  document: Json,
  standIns: JsonObject,
  broken: readonly Path[] = [],
): Pruned<Shape> | null {
  let value = edited(
    document,
    broken.map((path) => ({ path })),
  );
  const taken: Path[] = [...broken];
  for (let round = 0; round < rounds; round += 1) {
    if (!isJsonObject(value) || taken.length > most) return null;
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data, broken: taken };
    const edits = parsed.error.issues.flatMap(brokenPaths).map((path) => editOf(path, value, standIns));
    if (edits.some(({ path }) => path.length === 0)) return null;
    value = edited(value, edits);
    taken.push(...distinct(edits.map(({ path }) => path)));
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

/** A part that is replaced, or taken out where nothing stands for it. */
interface Edit {
  readonly path: Path;
  readonly value?: Json;
}

function editOf(path: Path, document: Json, standIns: JsonObject): Edit {
  const standIn = standIns[path.map((step) => (typeof step === "number" ? "[]" : step)).join(".")];
  const parent = partAt(document, path.slice(0, -1));
  if (standIn !== undefined && isJsonObject(parent) && parent[String(path.at(-1))] !== standIn) {
    return { path, value: standIn };
  }
  return { path: removable(path, document) };
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
function edited(document: Json, edits: readonly Edit[]): Json {
  if (edits.length === 0) return document;
  const inside = new Map<string | number, Edit[]>();
  for (const { path, ...edit } of edits) {
    const [step, ...rest] = path;
    if (step === undefined) continue;
    inside.set(step, [...(inside.get(step) ?? []), { path: rest, ...edit }]);
  }
  if (isJsonArray(document)) return document.map((item, index) => edited(item, inside.get(index) ?? []));
  if (!isJsonObject(document)) return document;
  const keys = new Set([...Object.keys(document), ...[...inside.keys()].map(String)]);
  const kept = [...keys].flatMap((key): readonly (readonly [string, Json])[] => {
    const here = inside.get(key) ?? [];
    const whole = here.find(({ path }) => path.length === 0);
    if (whole !== undefined) return whole.value === undefined ? [] : [[key, whole.value]];
    const part = document[key];
    return part === undefined ? [] : [[key, edited(part, here)]];
  });
  return Object.fromEntries(kept);
}

function distinct(paths: readonly Path[]): readonly Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
