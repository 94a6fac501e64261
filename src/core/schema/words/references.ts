import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { mapSchema } from "../walk.ts";

/**
 * A schema with what its `$ref` name inside it put in their place, as far as that ends: what refers to itself, or
 * to another document, stays a reference.
 */
export function withoutReferences(root: JsonObject): JsonObject {
  // A few definitions that name each other several times would fill the memory.
  let left = 500;
  const expand = (schema: Json, open: readonly string[]): Json =>
    mapSchema(schema, (part) => {
      const { $ref: reference, ...beside } = part;
      if (typeof reference !== "string" || open.includes(reference) || left <= 0) return part;
      const target = definitionOf(root, reference);
      if (target === null) return part;
      left -= 1;
      return { ...(expand(target, [...open, reference]) as JsonObject), ...beside };
    });
  return expand(root, []) as JsonObject;
}

/** `#/$defs/address`: the only places where schemas are kept to be named. */
function definitionOf(root: JsonObject, reference: string): JsonObject | null {
  const [, place = "", written = ""] = /^#\/(\$defs|definitions)\/([^/%]+)$/.exec(reference) ?? [];
  const definitions = root[place];
  const name = written.replaceAll("~1", "/").replaceAll("~0", "~");
  if (!isJsonObject(definitions) || !Object.hasOwn(definitions, name)) return null;
  const definition = definitions[name];
  return isJsonObject(definition) ? definition : null;
}
