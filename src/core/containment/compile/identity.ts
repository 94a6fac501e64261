import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { textOf } from "../json-type.ts";

/** What a schema says, without its annotations: equal numbers, equal schemas (but for what `refs` lead to). */
export interface Identity {
  readonly id: number;
  readonly refs: readonly string[];
}

/** Numbers for schemas; the two schemas that are compared share one. */
export type Identify = (schema: Json) => Identity;

export function newIdentify(): Identify {
  const numbers = new Map<string, number>();
  const known = new WeakMap<JsonObject, Identity>();
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const identify: Identify = (schema) => {
    if (!isJsonObject(schema)) return { id: numberOf(textOf(schema)), refs: [] };
    const found = known.get(schema);
    if (found !== undefined) return found;
    const refs = new Set<string>();
    const inner = (part: Json): number => {
      const identity = identify(part);
      for (const ref of identity.refs) refs.add(ref);
      return identity.id;
    };
    const said = Object.keys(schema)
      .filter(saysSomething)
      .toSorted()
      .map((keyword) => {
        const value = schema[keyword] ?? null;
        if (referring.has(keyword) && typeof value === "string") refs.add(value);
        return `${JSON.stringify(keyword)}:${textOfKeyword(keyword, value, inner)}`;
      });
    const identity = { id: numberOf(`{${said.join(",")}}`), refs: [...refs] };
    known.set(schema, identity);
    return identity;
  };
  return identify;
}

function textOfKeyword(keyword: string, value: Json, inner: (part: Json) => number): string {
  const role = keywords[keyword];
  if (role === "schema" && !isJsonArray(value)) return `#${inner(value)}`;
  if ((role === "list" || role === "schema") && isJsonArray(value)) return `[${value.map(inner).join(",")}]`;
  if (role === "map" && isJsonObject(value)) {
    const names = Object.keys(value).toSorted();
    return `{${names.map((name) => `${JSON.stringify(name)}:#${inner(value[name] ?? null)}`).join(",")}}`;
  }
  return textOf(value);
}

/** Whether a keyword narrows what is valid; what is unknown is an annotation. */
export function saysSomething(keyword: string): boolean {
  return Object.hasOwn(keywords, keyword);
}

/** Whether there is no other schema in it, and none that it refers to. */
export function isFlat(schema: JsonObject): boolean {
  return (
    Object.keys(schema).every((keyword) => !saysSomething(keyword) || keywords[keyword] === "data") &&
    !Object.keys(schema).some((keyword) => referring.has(keyword))
  );
}

const referring = new Set(["$ref", "$dynamicRef", "$recursiveRef"]);

const keywords: Readonly<Record<string, "data" | "schema" | "list" | "map">> = {
  $ref: "data",
  $dynamicRef: "data",
  $recursiveRef: "data",
  type: "data",
  nullable: "data",
  enum: "data",
  const: "data",
  minimum: "data",
  maximum: "data",
  exclusiveMinimum: "data",
  exclusiveMaximum: "data",
  multipleOf: "data",
  minLength: "data",
  maxLength: "data",
  pattern: "data",
  format: "data",
  minItems: "data",
  maxItems: "data",
  uniqueItems: "data",
  minContains: "data",
  maxContains: "data",
  required: "data",
  minProperties: "data",
  maxProperties: "data",
  dependentRequired: "data",
  items: "schema",
  additionalItems: "schema",
  contains: "schema",
  unevaluatedItems: "schema",
  additionalProperties: "schema",
  unevaluatedProperties: "schema",
  propertyNames: "schema",
  not: "schema",
  if: "schema",
  then: "schema",
  else: "schema",
  prefixItems: "list",
  allOf: "list",
  anyOf: "list",
  oneOf: "list",
  properties: "map",
  patternProperties: "map",
  dependentSchemas: "map",
  dependencies: "map",
};
