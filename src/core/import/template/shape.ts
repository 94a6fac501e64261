import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { propertiesOf } from "../../schema/walk.ts";
import type { Piece } from "./pieces.ts";

/** What templates do with a value, and what is declared about it. */
export interface Shape {
  readonly declared: JsonObject | null;
  readonly uses: Set<"text" | "condition" | "list">;
  readonly fields: Map<string, Shape>;
  /** Of a list: what its items are used as. */
  readonly items: Shape[];
}

export type ShapeKind = "text" | "boolean" | "list" | "object" | "unknown";

/** The shape of all variables together, from every template that uses them. */
export function shapeOf(
  templates: readonly (readonly Piece[])[],
  declared: Readonly<Record<string, JsonObject>>,
): Shape {
  const root = newShape({ type: "object", properties: declared });
  for (const name of Object.keys(declared)) fieldOf(root, name);
  for (const pieces of templates) use(pieces, root);
  return root;
}

export function shapeAt(scope: Shape, path: readonly string[]): Shape {
  return path.reduce(fieldOf, scope);
}

export function itemOf(list: Shape): Shape {
  const [known] = list.items;
  if (known !== undefined) return known;
  const items = list.declared?.["items"];
  const item = newShape(isJsonObject(items) ? items : null);
  list.items.push(item);
  return item;
}

/** What is declared counts; else what templates do with it. */
export function kindOf({ declared, uses, fields }: Shape): ShapeKind {
  const said = declaredKind(declared);
  if (said !== "unknown") return said;
  if (uses.has("list")) return "list";
  if (fields.size > 0) return "object";
  if (uses.has("text")) return "text";
  return uses.has("condition") ? "boolean" : "unknown";
}

/** A schema for a variable that nobody declared. */
export function schemaOf(shape: Shape): JsonObject {
  if (shape.declared !== null) return shape.declared;
  switch (kindOf(shape)) {
    case "text":
      return { type: "string" };
    case "boolean":
      return { type: "boolean" };
    case "list":
      return { type: "array", items: schemaOf(itemOf(shape)) };
    case "object": {
      const entries = [...shape.fields].map(([name, field]) => [name, schemaOf(field)]);
      return { type: "object", properties: Object.fromEntries(entries), required: [...shape.fields.keys()] };
    }
    case "unknown":
      return {};
  }
}

/** Mustache's section is over a list where something says so. */
export function isOverList(section: Piece & { readonly kind: "section" }, shape: Shape): boolean {
  return kindOf(shape) === "list" || (declaredKind(shape.declared) === "unknown" && usesItem(section.body));
}

function newShape(declared: JsonObject | null): Shape {
  return { declared, uses: new Set(), fields: new Map(), items: [] };
}

function fieldOf(shape: Shape, name: string): Shape {
  const known = shape.fields.get(name);
  if (known !== undefined) return known;
  const schema = propertiesOf(shape.declared ?? {})[name];
  const field = newShape(isJsonObject(schema) ? schema : null);
  shape.fields.set(name, field);
  return field;
}

function use(pieces: readonly Piece[], scope: Shape): void {
  for (const piece of pieces) {
    switch (piece.kind) {
      case "value":
        shapeAt(scope, piece.path).uses.add("text");
        break;
      case "when":
        shapeAt(scope, piece.path).uses.add("condition");
        use(piece.body, scope);
        break;
      case "each":
        useList(piece.path, piece.body, scope);
        break;
      case "section":
        if (!piece.negated && isOverList(piece, shapeAt(scope, piece.path))) useList(piece.path, piece.body, scope);
        else {
          shapeAt(scope, piece.path).uses.add("condition");
          use(piece.body, scope);
        }
        break;
      default:
        break;
    }
  }
}

function useList(path: readonly string[], body: readonly Piece[], scope: Shape): void {
  const list = shapeAt(scope, path);
  list.uses.add("list");
  use(body, itemOf(list));
}

function usesItem(body: readonly Piece[]): boolean {
  return body.some((piece) => {
    if (piece.kind === "value") return piece.path.length === 0;
    return (piece.kind === "when" || piece.kind === "section") && (piece.path.length === 0 || usesItem(piece.body));
  });
}

function declaredKind(schema: JsonObject | null): ShapeKind {
  const types = [schema?.["type"] ?? []].flat().filter((type: Json) => type !== "null");
  const [type] = types;
  if (types.length === 1) return typeof type === "string" ? (kinds[type] ?? "unknown") : "unknown";
  if (isJsonArray(schema?.["enum"])) return "text";
  if (isJsonObject(schema?.["properties"])) return "object";
  return types.every((one) => typeof one === "string" && kinds[one] === "text") && types.length > 0
    ? "text"
    : "unknown";
}

const kinds: Readonly<Record<string, ShapeKind>> = {
  string: "text",
  number: "text",
  integer: "text",
  boolean: "boolean",
  array: "list",
  object: "object",
};
