import type { JsonObject } from "../../json.ts";

/** Keywords that narrow what is valid, by what their value is; every other is an annotation. */
const keywords = {
  reference: "$ref $dynamicRef $recursiveRef",
  data: `type nullable enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength
    pattern format minItems maxItems uniqueItems minContains maxContains required minProperties maxProperties
    dependentRequired`,
  schema: `items additionalItems contains unevaluatedItems additionalProperties unevaluatedProperties propertyNames
    not if then else`,
  list: "prefixItems allOf anyOf oneOf",
  map: "properties patternProperties dependentSchemas dependencies",
} as const;

type Role = keyof typeof keywords;

const roles: ReadonlyMap<string, Role> = new Map(
  Object.entries(keywords).flatMap(([role, names]) => names.split(/\s+/).map((name) => [name, role as Role] as const)),
);

export function roleOf(keyword: string): Role | null {
  return roles.get(keyword) ?? null;
}

export function saysSomething(keyword: string): boolean {
  return roles.has(keyword);
}

export function isReference(keyword: string): boolean {
  return roles.get(keyword) === "reference";
}

/** Whether there is no other schema in it, and none that it refers to. */
export function isFlat(schema: JsonObject): boolean {
  return Object.keys(schema).every((keyword) => (roles.get(keyword) ?? "data") === "data");
}
