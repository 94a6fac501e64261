import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Document } from "./compile/document.ts";

/** How many schemas a validator looks at, at most, to judge a value; Infinity where it may never end. */
export type Effort = (value: Json) => number;

/**
 * A validator walks down every way through alternatives and references, and thirty definitions of which each names the
 * next one twice have a thousand million ways. Here each schema is looked at once for each part of the value, and what
 * it costs is remembered: the ways are counted without going them.
 */
export function effortOf({ root, resolve }: Document): Effort {
  return (value) => {
    const known = new Map<JsonObject, Map<Json, number>>();
    let depth = 0;
    const cost = (schema: Json, part: Json): number => {
      if (!isJsonObject(schema)) return 1;
      const costs = known.get(schema) ?? new Map<Json, number>();
      known.set(schema, costs);
      const before = costs.get(part);
      if (before !== undefined) return before;
      if (depth > deepest) return Number.POSITIVE_INFINITY;
      // Until it is known: what leads back to itself without going down into the value has no end.
      costs.set(part, Number.POSITIVE_INFINITY);
      depth += 1;
      const sum = Object.entries(schema).reduce((all, [keyword, says]) => all + costOf(keyword, says, part), 1);
      depth -= 1;
      costs.set(part, sum);
      return sum;
    };
    const each = (schemas: readonly Json[], part: Json): number =>
      schemas.reduce<number>((all, schema) => all + cost(schema, part), 0);
    const ofEach = (schema: Json, parts: readonly Json[]): number =>
      parts.reduce<number>((all, part) => all + cost(schema, part), 0);

    const costOf = (keyword: string, says: Json, part: Json): number => {
      switch (keyword) {
        case "$ref": {
          const schema = typeof says === "string" ? resolve(says) : null;
          return schema === null ? Number.POSITIVE_INFINITY : cost(schema, part);
        }
        case "$recursiveRef":
          return cost(root, part);
        case "not":
        case "if":
        case "then":
        case "else":
          return cost(says, part);
        case "anyOf":
        case "oneOf":
        case "allOf":
          return isJsonArray(says) ? each(says, part) : 0;
        case "enum":
        case "required":
          return isJsonArray(says) ? says.length / comparedAtOnce : 0;
        default:
          if (isJsonArray(part)) return costOfItems(keyword, says, part);
          return isJsonObject(part) ? costOfProperties(keyword, says, part) : 0;
      }
    };

    const costOfItems = (keyword: string, says: Json, items: readonly Json[]): number => {
      switch (keyword) {
        case "prefixItems":
        case "items":
        case "additionalItems":
        case "unevaluatedItems":
        case "contains":
          if (!isJsonArray(says)) return ofEach(says, items);
          return says.reduce<number>((all, schema, index) => all + cost(schema, items[index] ?? null), 0);
        case "uniqueItems":
          return items.length ** 2 / comparedAtOnce;
        default:
          return 0;
      }
    };

    const costOfProperties = (keyword: string, says: Json, object: JsonObject): number => {
      const names = Object.keys(object);
      const ofAll = (schema: Json): number => ofEach(schema, Object.values(object));
      switch (keyword) {
        case "properties":
        case "dependentSchemas":
        case "dependencies": {
          if (!isJsonObject(says)) return 0;
          const isInside = keyword === "properties";
          const own = names.filter((name) => Object.hasOwn(says, name));
          return own.reduce(
            (all, name) => all + cost(says[name] ?? true, isInside ? (object[name] ?? null) : object),
            0,
          );
        }
        case "patternProperties":
          return isJsonObject(says) ? Object.values(says).reduce<number>((all, schema) => all + ofAll(schema), 0) : 0;
        case "additionalProperties":
        case "unevaluatedProperties":
          return ofAll(says);
        case "propertyNames":
          return ofEach(says, names);
        default:
          return 0;
      }
    };
    return cost(root, value);
  };
}

/** A stack has an end. */
const deepest = 400;

/** Values that are compared while one schema is looked at. */
const comparedAtOnce = 10;
