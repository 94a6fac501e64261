import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Notebook } from "./notes.ts";
import { convertType, type SchemaSite, type Words } from "./schema-types.ts";

/**
 * A JSON Schema of another tool as JSON Schema 2020-12: draft-07 and draft-04 words, OpenAPI's `nullable`,
 * Gemini's upper-case types and numbers in quotes mean the same here in other words. What has no other word
 * is left out and noted. Keywords that nobody knows say nothing, and stay.
 *
 * @param of what the schema belongs to, for notes
 * @param field its path in there
 */
export function convertSchema(schema: JsonObject, of: string, field: string, notes: Notebook): JsonObject {
  return convert(schema, { of, path: field, notes }) as JsonObject;
}

function convert(schema: Json, site: SchemaSite): Json {
  if (!isJsonObject(schema)) return schema;
  const words = Object.entries(schema).flatMap(([keyword, value]) => convertKeyword(keyword, value, schema, site));
  return orNull(schema, Object.fromEntries(words), site);
}

function convertKeyword(keyword: string, value: Json, schema: JsonObject, site: SchemaSite): Words {
  const here = { ...site, path: `${site.path}.${keyword}` };
  const drop = (why: string): Words => {
    site.notes.drop(site.of, here.path, why);
    return [];
  };
  switch (keyword) {
    case "$schema":
      return isCurrent(value) ? [] : drop("schemas are JSON Schema 2020-12 here");
    case "id":
      return typeof value === "string" ? drop("an id of a schema is `$id` since draft-06") : [[keyword, value]];
    case "type":
      return convertType(value, here);
    case "nullable":
      return typeof value === "boolean" ? [] : drop("it is not true or false");
    case "items":
      return isJsonArray(value)
        ? [["prefixItems", value.map((item, index) => convert(item, inside(here, index)))]]
        : [["items", convert(value, here)]];
    case "additionalItems":
      // It says something only beside a list of items, and there it is what `items` is now.
      return isJsonArray(schema["items"])
        ? [["items", convert(value, here)]]
        : drop("it says nothing without a list of `items`");
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return typeof value === "boolean" ? exclusive(keyword, value, schema) : bound(keyword, value, drop);
    case "minimum":
    case "maximum": {
      const excluded = schema[keyword === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum"] === true;
      return excluded ? [] : bound(keyword, value, drop);
    }
    case "required":
      return isJsonArray(value) ? [[keyword, value]] : drop("the parent has to list what is required");
    case "dependencies":
      return isJsonObject(value) ? dependencies(value, here) : drop("it is not a mapping");
    case "multipleOf":
      return bound(keyword, value, drop);
    default:
      break;
  }
  if (counts.has(keyword)) return count(keyword, value, drop);
  if (oneSchema.has(keyword)) return [[keyword, convert(value, here)]];
  if (listOfSchemas.has(keyword) && isJsonArray(value)) {
    return [[keyword, value.map((item, index) => convert(item, inside(here, index)))]];
  }
  if (mapOfSchemas.has(keyword) && isJsonObject(value)) {
    const entries = Object.entries(value).map(([name, item]) => [name, convert(item, inside(here, name))]);
    return [[keyword, Object.fromEntries(entries)]];
  }
  return sayable(value) ? [[keyword, value]] : drop("it holds a number beyond 2^53, which readers would round");
}

const oneSchema = new Set([
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
]);
const listOfSchemas = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const mapOfSchemas = new Set(["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"]);
/** Gemini's protocol writes these as text, as it writes every 64-bit integer. */
const counts = new Set(["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"]);

function isCurrent(value: Json): boolean {
  return typeof value === "string" && value.replace(/#$/, "") === "https://json-schema.org/draft/2020-12/schema";
}

function inside(site: SchemaSite, step: string | number): SchemaSite {
  return { ...site, path: `${site.path}.${step}` };
}

function bound(keyword: string, value: Json, drop: (why: string) => Words): Words {
  if (typeof value === "number") {
    return sayable(value) ? [[keyword, value]] : drop("it is beyond 2^53, so it bounds nothing that JSON can say");
  }
  return drop("it is not a number");
}

function count(keyword: string, value: Json, drop: (why: string) => Words): Words {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? [[keyword, number]] : drop("it is not a count");
}

/** Draft-04: `minimum: 5, exclusiveMinimum: true` is `exclusiveMinimum: 5`. */
function exclusive(keyword: "exclusiveMinimum" | "exclusiveMaximum", value: boolean, schema: JsonObject): Words {
  const limit = schema[keyword === "exclusiveMinimum" ? "minimum" : "maximum"];
  return value && typeof limit === "number" && sayable(limit) ? [[keyword, limit]] : [];
}

/** Draft-07's one word for two things. */
function dependencies(value: JsonObject, site: SchemaSite): Words {
  const entries = Object.entries(value);
  const required = entries.filter(([, item]) => isJsonArray(item));
  const schemas = entries.flatMap(([name, item]) =>
    isJsonArray(item) ? [] : [[name, convert(item, inside(site, name))]],
  );
  return [
    ...(required.length === 0 ? [] : [["dependentRequired", Object.fromEntries(required)] as const]),
    ...(schemas.length === 0 ? [] : [["dependentSchemas", Object.fromEntries(schemas)] as const]),
  ];
}

/** `nullable: true` beside a type is the type or null; a list of allowed values has to allow it too. */
function orNull(schema: JsonObject, words: JsonObject, { of, path, notes }: SchemaSite): JsonObject {
  if (schema["nullable"] !== true) return words;
  const { type, enum: allowed } = words;
  if (type === undefined) {
    if (["$ref", "anyOf", "oneOf", "allOf", "const"].some((keyword) => keyword in words)) {
      const { description, ...rest } = words;
      return { ...(description === undefined ? {} : { description }), anyOf: [rest, { type: "null" }] };
    }
    if (allowed === undefined) notes.drop(of, `${path}.nullable`, "without a type everything is allowed, null too");
  }
  return {
    ...words,
    ...(type === undefined ? {} : { type: [...new Set([...[type].flat(), "null"])] }),
    ...(isJsonArray(allowed) ? { enum: [...new Set([...allowed, null])] } : {}),
  };
}

/** YAML files say no integer that a reader would round. */
function sayable(value: Json): boolean {
  if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
  if (isJsonArray(value)) return value.every(sayable);
  return !isJsonObject(value) || Object.values(value).every(sayable);
}
