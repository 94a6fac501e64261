import { isJsonArray, type JsonObject } from "../../json.ts";
import { propertiesOf, requiredOf, type SchemaPart } from "../../schema/walk.ts";
import { count, sayList } from "../../text.ts";
import type { Problem } from "./problem.ts";
import { closed, commonKeywords, formatted, type Subset, typed, words } from "./subset.ts";

/**
 * developers.openai.com, "Structured outputs", "Supported schemas": which keywords of strings, numbers and
 * lists are supported; "all fields must be required"; "additionalProperties: false must always be set";
 * "root objects must not be anyOf and must be an object"; 5000 properties, 10 levels, 1000 enum values.
 */
export const openaiSubset: Subset = {
  // `oneOf` is answered with "'oneOf' is not permitted".
  keywords: new Set([
    ...commonKeywords,
    ...words("definitions const pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum"),
    ...words("minItems maxItems"),
  ]),
  whole(schema, parts) {
    const properties = parts.map((part) => Object.keys(propertiesOf(part.schema)).length);
    const values = parts.map((part) => (isJsonArray(part.schema["enum"]) ? part.schema["enum"].length : 0));
    const levels = Math.max(...parts.map(({ depth }) => depth));
    return [
      ...rootIsObject(schema),
      ...atMost(5000, sum(properties), "property", "properties"),
      ...atMost(1000, sum(values), "enum value", "enum values"),
      ...atMost(10, levels, "level of nesting", "levels of nesting"),
    ];
  },
  judge: (part) => [
    ...closed("OpenAI", part),
    ...complete(part),
    // 400, for an enum too (clawpatch#60): "schema must have a 'type' key"
    ...typed("OpenAI", part, ["type", "anyOf", "$ref"]),
    ...formatted(part, words("date-time time date duration email hostname ipv4 ipv6 uuid")),
  ],
};

function rootIsObject(schema: JsonObject): readonly Problem[] {
  const union = schema["anyOf"] !== undefined;
  if (schema["type"] === "object" && !union) return [];
  const problem = "OpenAI wants an object at the top, not `anyOf` and no other type";
  return [{ path: [union ? "anyOf" : "type"], problem }];
}

function complete({ path, schema }: SchemaPart): readonly Problem[] {
  const required = new Set(requiredOf(schema));
  const missing = Object.keys(propertiesOf(schema)).filter((name) => !required.has(name));
  if (missing.length === 0) return [];
  const are = missing.length === 1 ? "is" : "are";
  const problem = `OpenAI wants every property to be required, and ${sayList(missing)} ${are} not: what may be left out takes \`null\``;
  return [{ path: [...path, "required"], problem }];
}

function atMost(most: number, found: number, one: string, many: string): readonly Problem[] {
  if (found <= most) return [];
  return [{ path: [], problem: `OpenAI takes at most ${count(most, one, many)}, and there are ${found}` }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
