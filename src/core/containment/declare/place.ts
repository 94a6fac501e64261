import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { schemasIn } from "../compile/reading.ts";

/** The schemas that speak about one and the same value. */
export type Place = readonly Json[];

/** How references are followed. */
export type Follow = (ref: string) => Json | null;

/** Schemas of which not all need to hold: each alternative is a list of what holds together. */
export type Group = readonly (readonly Json[])[];

/**
 * Every schema that may speak about the value at a place, in whatever alternative; what stands in `not` speaks
 * about other values. `null` where a reference leads nowhere.
 */
export function everySchemaAt(place: Place, follow: Follow): readonly JsonObject[] | null {
  const found = new Set<JsonObject>();
  const left = [...place];
  for (let schema = left.pop(); schema !== undefined; schema = left.pop()) {
    if (!isJsonObject(schema) || found.has(schema)) continue;
    found.add(schema);
    const together = conjuncts(schema, follow);
    if (together === null) return null;
    left.push(...together, ...groups(schema).flat(2), ...dependents(schema));
  }
  return [...found];
}

/** Schemas that hold wherever this one does. */
export function conjuncts(
  { $ref, $dynamicRef, $recursiveRef, allOf }: JsonObject,
  follow: Follow,
): readonly Json[] | null {
  if ($dynamicRef !== undefined || $recursiveRef !== undefined) return null;
  const target = $ref === undefined ? true : typeof $ref === "string" ? follow($ref) : null;
  return target === null ? null : [target, ...(schemasIn(allOf) ?? [])];
}

export function groups({ anyOf, oneOf, if: condition, then, else: otherwise }: JsonObject): readonly Group[] {
  return [
    ...[schemasIn(anyOf), schemasIn(oneOf)].filter((list) => list !== null).map((list) => list.map((part) => [part])),
    ...(condition === undefined ? [] : [[[condition, then ?? true], [otherwise ?? true]]]),
  ];
}

function dependents({ dependentSchemas, dependencies }: JsonObject): readonly Json[] {
  return [dependentSchemas, dependencies].flatMap((map) =>
    isJsonObject(map) ? Object.values(map).filter((part) => !isJsonArray(part)) : [],
  );
}
