import { z } from "zod";
import { type JsonObject } from "../json.ts";
import { admitFragments } from "./fragments.ts";
import type { Shape } from "./shape.ts";

/** The JSON Schema (draft 2020-12) of what people write: the shape itself, and fragments where they may stand. */
export function jsonSchemaOf(shape: Shape): JsonObject {
  const known = documents.get(shape);
  if (known !== undefined) return known;
  const { $schema, ...bare } = z.toJSONSchema(shape.schema, { io: "input", override: simplify }) as JsonObject;
  const { title, description, fragments } = shape;
  const document = {
    ...($schema === undefined ? {} : { $schema }),
    title,
    description,
    ...admitFragments(bare, fragments),
  };
  documents.set(shape, document);
  return document;
}

// Asked for each faulty file again; it is always the same.
const documents = new WeakMap<Shape, JsonObject>();

/** Every key is text: nobody has to read that. */
function simplify({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { propertyNames } = jsonSchema;
  if (typeof propertyNames === "object" && Object.keys(propertyNames).join() === "type")
    delete jsonSchema.propertyNames;
}
