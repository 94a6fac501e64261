import { configShape } from "./config/shape.ts";
import { contractShape, toolShape } from "./contract/shape.ts";
import { goldenShape } from "./golden/shape.ts";
import type { JsonObject } from "./json.ts";
import { waiversShape } from "./lint/waivers-shape.ts";
import { type SchemaKind, schemaUrl } from "./shape/editor-header.ts";
import { jsonSchemaOf } from "./shape/json-schema.ts";
import type { Shape } from "./shape/shape.ts";

/** Every kind of file that people write. */
export const shapes: Readonly<Record<SchemaKind, Shape>> = {
  contract: contractShape,
  golden: goldenShape,
  config: configShape,
  tool: toolShape,
  waivers: waiversShape,
};

export const schemaKinds = Object.keys(shapes) as readonly SchemaKind[];

/** The JSON Schema of a kind, as `promptctl schema` prints it and the package carries it. */
export function schemaDocument(kind: SchemaKind): JsonObject {
  return { $id: schemaUrl(kind), ...jsonSchemaOf(shapes[kind]) };
}
