import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { judgedFaults } from "./judged.ts";
import { isPlainSchema } from "./plain.ts";
import { mapSchema, propertiesOf } from "./walk.ts";

/** A field that a schema does not know, or a value that it does not take there. */
export type Misfit =
  | { readonly kind: "unknown"; readonly path: Path; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: "refused"; readonly path: Path; readonly value: Json; readonly schema: JsonObject };

/**
 * What of some fields can be in no value that fits a schema. What is left out may be anything, so nothing is
 * missing; and where a schema says something that cannot be judged here, nothing is wrong.
 */
export function misfits(schema: JsonObject, fields: JsonObject, root: JsonObject = schema): readonly Misfit[] {
  const known = propertiesOf(schema);
  return Object.entries(fields).flatMap(([name, value]): readonly Misfit[] => {
    const part = Object.hasOwn(known, name) ? known[name] : undefined;
    if (part === undefined) {
      return knowsAllFields(schema) ? [{ kind: "unknown", path: [name], name, known: Object.keys(known) }] : [];
    }
    if (!isJsonObject(part)) return [];
    if (isJsonObject(value) && isRecord(part)) {
      return misfits(part, value, root).map((misfit) => ({ ...misfit, path: [name, ...misfit.path] }));
    }
    return takes(part, value, root) ? [] : [{ kind: "refused", path: [name], value, schema: part }];
  });
}

/** Whether the properties of a schema are all there are. A bare `{ type: object }` is a schema of anything. */
export function knowsAllFields(schema: JsonObject): boolean {
  const { properties, additionalProperties = false } = schema;
  if (properties === undefined && schema["additionalProperties"] !== false) return false;
  return additionalProperties === false && !Object.keys(schema).some((keyword) => elsewhere.has(keyword));
}

/** Keywords by which more fields can be known than stand in `properties`. */
const elsewhere = new Set([
  "$ref",
  "$dynamicRef",
  "allOf",
  "anyOf",
  "oneOf",
  "if",
  "patternProperties",
  "dependentSchemas",
]);

/** Fields and nothing else, so that each can be looked at by itself. */
function isRecord(schema: JsonObject): boolean {
  return isJsonObject(schema["properties"]) && !Object.keys(schema).some((keyword) => elsewhere.has(keyword));
}

/** A list is compared as a whole, a mapping in part: only inside a mapping may something be left out. */
function takes(schema: JsonObject, value: Json, root: JsonObject): boolean {
  const { $defs = {}, definitions = {} } = root;
  const whole = isPlainSchema(schema) ? schema : { ...schema, $defs, definitions };
  return (judgedFaults(isJsonObject(value) ? inPart(whole) : whole, value) ?? []).length === 0;
}

function inPart(schema: JsonObject): JsonObject {
  return mapSchema(schema, (part) =>
    Object.fromEntries(
      Object.entries(part).flatMap(([keyword, value]): readonly (readonly [string, Json])[] => {
        if (demanding.has(keyword)) return [];
        if ((keyword === "const" || keyword === "enum") && [value].flat().some(isStructure)) return [];
        // What fits two forms in part may fit one of them as a whole.
        return [[keyword === "oneOf" ? "anyOf" : keyword, value]];
      }),
    ),
  ) as JsonObject;
}

/** Keywords that ask whether something is there. */
const demanding = new Set([
  "required",
  "minProperties",
  "dependentRequired",
  "dependentSchemas",
  "dependencies",
  "if",
  "then",
  "else",
  "not",
]);

function isStructure(value: Json): boolean {
  return isJsonObject(value) || isJsonArray(value);
}
