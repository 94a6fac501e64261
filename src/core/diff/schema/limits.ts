import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../../json.ts";
import { changedBranches } from "./branches.ts";
import type { SchemaEdit } from "./edit.ts";
import { isForm, unions } from "./types.ts";
import { portable } from "./patch.ts";
import { notes } from "./view.ts";
import { located, type Pair } from "./pair.ts";

/** What else a schema demands of one value: bounds, patterns, conditions. One edit, however many keywords. */
export function limitsOf(pair: Pair): readonly SchemaEdit[] {
  const { left, right } = pair;
  const keywords = [...new Set([...Object.keys(left.node), ...Object.keys(right.node)])]
    .filter((keyword) => !notes.has(keyword) && !isFormOf(pair, keyword))
    .filter((keyword) => isLimit(keyword, left.node[keyword], right.node[keyword]))
    .toSorted();
  if (keywords.length === 0) return [];
  const reaches = keywords.map((keyword) => reachOf(keyword, left.node[keyword], right.node[keyword]));
  const pick = (node: JsonObject): JsonObject =>
    Object.fromEntries(
      keywords.flatMap((keyword) => (Object.hasOwn(node, keyword) ? [[keyword, node[keyword] ?? null]] : [])),
    );
  return [
    {
      kind: "limits",
      was: readable(pick(left.node), pair.before),
      is: readable(pick(right.node), pair.after),
      mayNarrow: reaches.some(({ narrow }) => narrow),
      mayWiden: reaches.some(({ widen }) => widen),
      ...located(pair, keywords),
    },
  ];
}

/** Alternatives that are a type are told as one. */
function isFormOf({ left, right }: Pair, keyword: string): boolean {
  return unions.includes(keyword) && isForm(left.node, keyword) && isForm(right.node, keyword);
}

/** For people: with what is referred to in its place. */
function readable(limits: JsonObject, root: JsonObject): JsonObject {
  const whole = portable(limits, root);
  return isJsonObject(whole) ? whole : limits;
}

/** It differs, and nobody else tells of it. */
function isLimit(keyword: string, was: Json | undefined, is: Json | undefined): boolean {
  switch (keyword) {
    case "type":
    case "enum":
    case "const":
    case "properties":
    case "required":
      return false;
    case "anyOf":
    case "oneOf":
    case "allOf": {
      const changed = changedBranches(was, is);
      return changed.was.length !== changed.is.length;
    }
    case "items":
      return !(isJsonObject(was) && isJsonObject(is)) && !sameJson(was ?? true, is ?? true);
    case "additionalProperties":
    case "unevaluatedProperties":
      return (
        isJsonObject(was) !== isJsonObject(is) ||
        (keyword !== "additionalProperties" && isJsonObject(was) && !sameJson(was, is))
      );
    case "prefixItems":
      return !(isJsonArray(was) && isJsonArray(is) && was.length === is.length);
    case "patternProperties":
      return !sameJson(names(was), names(is));
    case "uniqueItems":
      return (was ?? false) !== (is ?? false);
    default:
      return !sameJson(was, is);
  }
}

function names(map: Json | undefined): Json {
  return isJsonObject(map) ? Object.keys(map).toSorted() : [];
}

interface Limits {
  readonly narrow: boolean;
  readonly widen: boolean;
}

function reachOf(keyword: string, was: Json | undefined, is: Json | undefined): Limits {
  if (typeof was === "number" && typeof is === "number" && (keyword.startsWith("m") || keyword.startsWith("e"))) {
    if (/^(?:min|exclusiveMin)/.test(keyword) && keyword !== "minContains")
      return { narrow: is > was, widen: is < was };
    if (/^(?:max|exclusiveMax)/.test(keyword) && keyword !== "maxContains")
      return { narrow: is < was, widen: is > was };
  }
  if (!onlyForbid.has(keyword)) return { narrow: true, widen: true };
  if (was === undefined || was === false) return { narrow: true, widen: false };
  if (is === undefined || is === false) return { narrow: false, widen: true };
  return { narrow: true, widen: true };
}

/** Keywords that take something away where they stand, whatever stands beside them. */
const onlyForbid = new Set([
  "allOf",
  "anyOf",
  "dependentRequired",
  "dependentSchemas",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "format",
  "items",
  "maxItems",
  "maxLength",
  "maxProperties",
  "maximum",
  "minItems",
  "minLength",
  "minProperties",
  "minimum",
  "multipleOf",
  "not",
  "oneOf",
  "pattern",
  "propertyNames",
  "uniqueItems",
]);
