import type { z } from "zod";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "./json.ts";
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
  let value = broken.reduce((rest, path) => without(rest, path), document);
  const taken: Path[] = [...broken];
  for (let round = 0; round < rounds; round += 1) {
    if (!isJsonObject(value)) return null;
    const parsed = schema.safeParse({ ...standIns, ...value });
    if (parsed.success) return { value: parsed.data, broken: taken };
    const paths = parsed.error.issues.flatMap(brokenPaths).map((path) => removable(path, value));
    for (const path of paths) {
      value = without(value, path);
      taken.push(path);
    }
    if (paths.some((path) => path.length === 0)) return null;
  }
  return null;
}

/** Each round removes one level: a missing field takes its parent, and so on up. */
const rounds = 8;

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

function partAt(document: Json, path: Path): Json | undefined {
  let part: Json | undefined = document;
  for (const step of path) {
    part = isJsonArray(part) ? part[Number(step)] : isJsonObject(part) ? part[step] : undefined;
  }
  return part;
}

function without(document: Json, path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined) return document;
  if (isJsonArray(document)) {
    return document.map((item, index) => (index === step ? without(item, rest) : item));
  }
  if (!isJsonObject(document)) return document;
  const entries = Object.entries(document).filter(([key]) => rest.length > 0 || key !== step);
  return Object.fromEntries(entries.map(([key, part]) => [key, key === step ? without(part, rest) : part]));
}
