import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { jsonSchemaTitle } from "./pieces.ts";
import type { FragmentPlace } from "./shape.ts";

/** A JSON Schema of resolved documents as one of documents with `{ file }` in them, as people write them. */
export function admitFragments(schema: JsonObject, places: readonly FragmentPlace[]): JsonObject {
  if (places.length === 0) return schema;
  const admitted = places.reduce((node, { path, holds }) => admitAt(node, path, holds), schema);
  const $defs = isJsonObject(admitted["$defs"]) ? admitted["$defs"] : {};
  return { ...asObject(withoutLookalikes(admitted)), $defs: { ...$defs, ...fragmentSchemas } };
}

export function isFragmentForm({ title }: JsonObject): boolean {
  return Object.values(fragmentSchemas).some((schema) => schema.title === title);
}

const file = {
  description: "A path relative to this file, with /.",
  examples: ["./policy.md"],
  type: "string",
  pattern: "^(?!~?/|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]+://)[^\\\\\\u0000-\\u001f\\u007f]+$",
  patternErrorMessage: "expected a path relative to this file, with /",
};

const literal = { description: "The file is no template: its braces stay as they are.", type: "boolean" };

const fragmentSchemas = {
  textFragment: {
    title: "{ file: path }",
    description: "Text that stands in a file of its own.",
    type: "object",
    properties: { file, literal },
    required: ["file"],
    additionalProperties: false,
  },
  dataFragment: {
    title: "{ file: path to YAML }",
    description: "What stands in a YAML or JSON file of its own.",
    type: "object",
    properties: { file },
    required: ["file"],
    additionalProperties: false,
  },
};

function admitAt(node: JsonObject, path: readonly string[], holds: FragmentPlace["holds"]): JsonObject {
  const [step, ...rest] = path;
  if (step === undefined) return orFragment(node, holds);
  const { anyOf, items, properties } = node;
  if (isJsonArray(anyOf)) {
    return { ...node, anyOf: anyOf.map((form) => (isJsonObject(form) ? admitAt(form, path, holds) : form)) };
  }
  if (step === "*") return isJsonObject(items) ? { ...node, items: admitAt(items, rest, holds) } : node;
  const inner = isJsonObject(properties) ? properties[step] : undefined;
  if (!isJsonObject(properties) || !isJsonObject(inner)) return node;
  return { ...node, properties: { ...properties, [step]: admitAt(inner, rest, holds) } };
}

/** What is said about the field stays with the field, whichever form it takes. */
function orFragment(
  { description, examples, default: standard, ...form }: JsonObject,
  holds: FragmentPlace["holds"],
): JsonObject {
  const forms = isJsonArray(form["anyOf"])
    ? form["anyOf"]
    : [form["title"] === jsonSchemaTitle ? { ...form, not: named } : form];
  const said = Object.entries({ description, examples, default: standard }).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(said) as JsonObject), anyOf: [...forms, { $ref: `#/$defs/${holds}Fragment` }] };
}

/** No keyword of a JSON Schema is called `file`: where a fragment may stand, whatever names one is meant as one. */
const named: JsonObject = { type: "object", properties: { file: { type: "string" } }, required: ["file"] };

const alone: JsonObject = {
  type: "object",
  properties: { file: { type: "string" }, literal: {} },
  required: ["file"],
  additionalProperties: false,
};

/** A JSON Schema may hold anything, but no fragment where none is read. */
function withoutLookalikes(node: Json): Json {
  if (isJsonArray(node)) return node.map(withoutLookalikes);
  if (!isJsonObject(node)) return node;
  const inside = Object.fromEntries(
    Object.entries(node).map(([key, part]) => [key, key === "examples" ? part : withoutLookalikes(part)]),
  );
  return node["title"] === jsonSchemaTitle && node["not"] === undefined ? { ...inside, not: alone } : inside;
}

function asObject(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}
