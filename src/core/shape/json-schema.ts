import { z } from "zod";
import { isJsonArray, isJsonObject, type JsonObject } from "../json.ts";
import type { Shape } from "./shape.ts";

/** The JSON Schema (draft 2020-12) of what people write: the shape itself, and fragments where they may stand. */
export function jsonSchemaOf(shape: Shape): JsonObject {
  const known = documents.get(shape);
  if (known !== undefined) return known;
  const { $schema, ...bare } = z.toJSONSchema(shape.schema, { io: "input", override: simplify }) as JsonObject;
  const { title, description, fragments } = shape;
  const shared = isJsonObject(bare["$defs"]) ? bare["$defs"] : {};
  const body = fragments.reduce((node, place) => admitFragment(node, place), bare);
  const document = {
    ...($schema === undefined ? {} : { $schema }),
    title,
    description,
    ...body,
    ...(fragments.length === 0 ? {} : { $defs: { ...shared, fragment: fragmentSchema } }),
  };
  documents.set(shape, document);
  return document;
}

// Asked for each faulty file again; it is always the same.
const documents = new WeakMap<Shape, JsonObject>();

export function isFragmentForm({ title }: JsonObject): boolean {
  return title === fragmentSchema["title"];
}

const fragmentSchema: JsonObject = {
  title: "{ file: path }",
  description: "What stands in another file of the repository.",
  type: "object",
  properties: {
    file: {
      description: "A path relative to this file, with /.",
      examples: ["./policy.md"],
      type: "string",
      pattern: "^(?!/|[A-Za-z]:)[^\\\\\\u0000]+$",
      patternErrorMessage: "expected a path relative to this file, with /",
    },
    literal: { description: "The file is text and no template: its braces stay as they are.", type: "boolean" },
  },
  required: ["file"],
  additionalProperties: false,
};

/** Every key is text: nobody has to read that. */
function simplify({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { propertyNames } = jsonSchema;
  if (typeof propertyNames === "object" && Object.keys(propertyNames).join() === "type")
    delete jsonSchema.propertyNames;
}

function admitFragment(node: JsonObject, place: readonly string[]): JsonObject {
  const [step, ...rest] = place;
  if (step === undefined) return orFragment(node);
  const { anyOf, items, properties } = node;
  if (isJsonArray(anyOf)) {
    return { ...node, anyOf: anyOf.map((form) => (isJsonObject(form) ? admitFragment(form, place) : form)) };
  }
  if (step === "*") return isJsonObject(items) ? { ...node, items: admitFragment(items, rest) } : node;
  const inner = isJsonObject(properties) ? properties[step] : undefined;
  if (!isJsonObject(properties) || !isJsonObject(inner)) return node;
  return { ...node, properties: { ...properties, [step]: admitFragment(inner, rest) } };
}

/** What is said about the field stays with the field, whichever form it takes. */
function orFragment({ description, examples, default: standard, ...form }: JsonObject): JsonObject {
  const forms = isJsonArray(form["anyOf"]) ? form["anyOf"] : [form];
  const said = { description, examples, default: standard };
  return {
    ...Object.fromEntries(Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
    anyOf: [...forms, { $ref: "#/$defs/fragment" }],
  };
}
