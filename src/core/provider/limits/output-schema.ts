import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { propertiesOf, requiredOf, type SchemaPart, schemaParts } from "../../schema/walk.ts";
import { count, sayList } from "../../text.ts";
import { type ProviderName, titleOf } from "../names.ts";
import type { Problem } from "./problem.ts";

/**
 * What keeps a provider from enforcing the schema of an answer: each knows a subset of JSON Schema. It
 * is also what keeps a tool from being declared as strict.
 */
export function outputSchemaProblems(provider: ProviderName, schema: JsonObject): readonly Problem[] {
  const subset = subsets[provider];
  if (subset === null) return [];
  const parts = schemaParts(schema);
  return [
    ...subset.whole(schema, parts),
    ...parts.flatMap((part) => [...unknownKeywords(provider, subset, part), ...subset.judge(part)]),
  ];
}

interface Subset {
  readonly keywords: ReadonlySet<string>;
  readonly whole: (schema: JsonObject, parts: readonly SchemaPart[]) => readonly Problem[];
  readonly judge: (part: SchemaPart) => readonly Problem[];
}

function unknownKeywords(
  provider: ProviderName,
  { keywords }: Subset,
  { path, schema }: SchemaPart,
): readonly Problem[] {
  return Object.keys(schema)
    .filter((keyword) => !keywords.has(keyword))
    .map((keyword) => ({
      path: [...path, keyword],
      problem: `\`${keyword}\` is not part of the JSON Schema that ${titleOf(provider)} enforces`,
    }));
}

/** `propertyOrdering` is written as the order of the keys where it is not known. */
const common = words(
  "type properties required additionalProperties items enum anyOf $ref $defs $schema title description propertyOrdering",
);

const subsets: Readonly<Record<ProviderName, Subset | null>> = {
  // developers.openai.com, "Structured outputs", "Supported schemas": the properties of strings, numbers and
  // arrays that are supported; "all fields must be required"; "additionalProperties: false must always be set";
  // "root objects must not be anyOf and must be an object"; 5000 properties, 10 levels, 1000 enum values.
  // `oneOf` is answered with "'oneOf' is not permitted".
  openai: {
    keywords: new Set([
      ...common,
      ...words("definitions const pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum"),
      ...words("minItems maxItems"),
    ]),
    whole: (schema, parts) => [
      ...rootIsObject("OpenAI", schema),
      ...atMost(
        5000,
        sum(parts, (part) => Object.keys(propertiesOf(part)).length),
        "property",
        "properties",
      ),
      ...atMost(
        1000,
        sum(parts, (part) => sizeOf(part["enum"])),
        "enum value",
        "enum values",
      ),
      ...atMost(10, Math.max(...parts.map(({ depth }) => depth)), "level of nesting", "levels of nesting"),
    ],
    judge: ({ path, schema }) => [
      ...closed("OpenAI", path, schema),
      ...complete(path, schema),
      ...untyped("OpenAI", path, schema, ["type", "anyOf", "$ref"]),
      ...formats(path, schema, openaiFormats),
    ],
  },
  // platform.claude.com, "Structured outputs", "JSON Schema limitations": "If you use an unsupported feature,
  // you'll receive a 400 error". `oneOf` is not in the list of what is supported.
  anthropic: {
    keywords: new Set([...common, ...words("definitions const allOf default pattern format minItems")]),
    whole: () => [],
    judge: ({ path, schema }) => [
      ...closed("Anthropic", path, schema),
      ...untyped("Anthropic", path, schema, ["type", "anyOf", "allOf", "$ref", "enum", "const"]),
      ...(schema["minItems"] === undefined || schema["minItems"] === 0 || schema["minItems"] === 1
        ? []
        : [{ path: [...path, "minItems"], problem: "Anthropic enforces `minItems` of 0 and 1 only" }]),
      ...formats(path, schema, anthropicFormats),
    ],
  },
  // ai.google.dev, GenerationConfig.responseJsonSchema: "only the following properties are supported". What is
  // not is sent all the same, and does nothing.
  gemini: {
    keywords: new Set([
      ...common,
      ...words("$id $anchor format prefixItems minItems maxItems minimum maximum oneOf"),
      // They demand nothing, so nothing is lost.
      ...words("default examples deprecated $comment"),
    ]),
    whole: () => [],
    judge: () => [],
  },
  mcp: null,
};

const anthropicFormats = words("date-time time date duration email hostname uri ipv4 ipv6 uuid");

/** OpenAI's list is the same without `uri`. */
const openaiFormats = anthropicFormats.filter((format) => format !== "uri");

function rootIsObject(title: string, schema: JsonObject): readonly Problem[] {
  if (schema["type"] === "object" && schema["anyOf"] === undefined) return [];
  const path = [schema["anyOf"] === undefined ? "type" : "anyOf"];
  return [{ path, problem: `${title} wants an object at the top, not \`anyOf\` and no other type` }];
}

function closed(title: string, path: Problem["path"], schema: JsonObject): readonly Problem[] {
  if (!isObjectSchema(schema) || schema["additionalProperties"] === false) return [];
  const problem = `${title} wants \`additionalProperties: false\` in every object`;
  return [{ path: [...path, "additionalProperties"], problem }];
}

/** OpenAI's 400, for an enum too (clawpatch#60): "schema must have a 'type' key"; Anthropic's SDK: "JSON schema must have a type defined". */
function untyped(
  title: string,
  path: Problem["path"],
  schema: JsonObject,
  sayType: readonly string[],
): readonly Problem[] {
  const free = Object.entries(propertiesOf(schema)).filter(([, value]) => !isJsonObject(value));
  const said = sayType.some((keyword) => schema[keyword] !== undefined);
  return [...(said ? [] : [[...path, "type"]]), ...free.map(([name]) => [...path, "properties", name])].map((at) => ({
    path: at,
    problem: `${title} wants every part to say its type`,
  }));
}

function complete(path: Problem["path"], schema: JsonObject): readonly Problem[] {
  const required = new Set(requiredOf(schema));
  const missing = Object.keys(propertiesOf(schema)).filter((name) => !required.has(name));
  if (missing.length === 0) return [];
  const problem = `OpenAI wants every property to be required, and ${sayList(missing)} ${missing.length === 1 ? "is" : "are"} not: what may be left out takes \`null\``;
  return [{ path: [...path, "required"], problem }];
}

function formats(path: Problem["path"], { format }: JsonObject, known: readonly string[]): readonly Problem[] {
  if (typeof format !== "string" || known.includes(format)) return [];
  return [
    { path: [...path, "format"], problem: `the format '${format}' is not enforced; known are ${known.join(", ")}` },
  ];
}

function isObjectSchema(schema: JsonObject): boolean {
  return schema["type"] === "object" || isJsonObject(schema["properties"]);
}

function atMost(most: number, found: number, one: string, many: string): readonly Problem[] {
  return found <= most
    ? []
    : [{ path: [], problem: `OpenAI takes at most ${count(most, one, many)}, and there are ${found}` }];
}

function sum(parts: readonly SchemaPart[], size: (schema: JsonObject) => number): number {
  return parts.reduce((total, { schema }) => total + size(schema), 0);
}

function sizeOf(value: Json | undefined): number {
  return isJsonArray(value) ? value.length : 0;
}

function words(text: string): readonly string[] {
  return text.split(" ");
}
