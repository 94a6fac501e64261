import { isJsonArray, isJsonObject, type Json } from "../json.ts";

/** What the value of a keyword is. */
export type ValueKind = "schema" | "schemas" | "map" | "text" | "number" | "flag" | "list" | "any";

/** Every keyword of JSON Schema 2020-12, and those of draft-07 that mean the same here. */
export const vocabulary: Readonly<Record<string, ValueKind>> = {
  ...kinds("schema", "additionalProperties contains contentSchema else if items not propertyNames then"),
  ...kinds("schema", "unevaluatedItems unevaluatedProperties additionalItems"),
  ...kinds("schemas", "allOf anyOf oneOf prefixItems"),
  ...kinds("map", "$defs definitions dependentSchemas patternProperties properties dependentRequired dependencies"),
  ...kinds("text", "$schema $id $ref $anchor $dynamicRef $dynamicAnchor $comment title description format pattern"),
  ...kinds("text", "contentEncoding contentMediaType"),
  ...kinds("number", "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems"),
  ...kinds("number", "maxItems minProperties maxProperties minContains maxContains"),
  ...kinds("flag", "uniqueItems deprecated readOnly writeOnly"),
  // The last is Gemini's, and ours for the order of an answer.
  ...kinds("list", "enum required examples propertyOrdering"),
  ...kinds("any", "const default type $vocabulary"),
};

/** What people write for something that JSON Schema calls otherwise, and what it is called. */
export const borrowed: Readonly<Record<string, string>> = {
  nullable: 'OpenAPI 3.0 says it so; JSON Schema says `type: [string, "null"]`',
  example: "JSON Schema takes a list: `examples: […]`",
  optional: "what is not listed in `required` is optional",
  values: "write `enum: […]`",
  choices: "write `enum: […]`",
  allowedValues: "write `enum: […]`",
  allowed_values: "write `enum: […]`",
  min: "write `minimum` (numbers), `minLength` (texts) or `minItems` (lists)",
  max: "write `maximum` (numbers), `maxLength` (texts) or `maxItems` (lists)",
  length: "write `minLength` and `maxLength`",
  regex: "write `pattern`",
  regexp: "write `pattern`",
  divisibleBy: "draft-03 said it so; write `multipleOf`",
  disallow: "draft-03 said it so; write `not`",
  extends: "draft-03 said it so; write `allOf`",
  id: "draft-04 said it so; write `$id`",
  additional_properties: "write `additionalProperties`",
  any_of: "write `anyOf`",
  one_of: "write `oneOf`",
  all_of: "write `allOf`",
};

/** Whether a value could be meant for a keyword. */
export function isOfKind(kind: ValueKind, value: Json): boolean {
  switch (kind) {
    case "schema":
      return isJsonObject(value) || typeof value === "boolean";
    case "schemas":
      return isJsonArray(value) && value.every(isJsonObject);
    case "map":
      return isJsonObject(value);
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean";
    case "list":
      return isJsonArray(value);
    case "any":
      return true;
  }
}

function kinds(kind: ValueKind, keywords: string): Readonly<Record<string, ValueKind>> {
  return Object.fromEntries(keywords.split(" ").map((keyword) => [keyword, kind]));
}
