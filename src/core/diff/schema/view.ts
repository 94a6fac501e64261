import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../../json.ts";
import type { Path } from "../../place.ts";

/** What a schema says in the end, with references followed and wrappings taken off, and where in the document. */
export interface View {
  /** Where it begins. */
  readonly outer: Path;
  /** Where its keywords stand. */
  readonly inner: Path;
  /** Its keywords, without those that only say that it may be `null`. */
  readonly node: JsonObject;
  readonly isNullable: boolean;
  /** The keywords stand at `inner` as they are here: it can be edited there. */
  readonly isVerbatim: boolean;
  /** What is meant where nothing is given; `undefined` is nothing. */
  readonly standard: Json | undefined;
}

/** People write the same in many ways: `[T, "null"]` or `anyOf`, inline or by `$ref`. Here they look alike. */
export function viewOf(root: JsonObject, path: Path, schema: Json): View {
  const node = objectOf(schema);
  let view: View = { outer: path, inner: path, node, isNullable: false, isVerbatim: true, standard: node["default"] };
  for (let turn = 0; turn < longestChain; turn += 1) {
    const next = unwrapped(root, view);
    if (next === null) break;
    view = { ...next, standard: view.standard ?? next.node["default"] };
  }
  return view;
}

const longestChain = 20;

/** Keywords that say nothing about what is valid. */
export const notes: ReadonlySet<string> = new Set([
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "contentEncoding",
  "contentMediaType",
  "contentSchema",
  "default",
  "definitions",
  "deprecated",
  "description",
  "examples",
  "propertyOrdering",
  "readOnly",
  "title",
  "writeOnly",
]);

function objectOf(schema: Json): JsonObject {
  if (isJsonObject(schema)) return schema;
  return schema === false ? { not: {} } : {};
}

function unwrapped(root: JsonObject, view: View): View | null {
  const { node } = view;
  return followed(root, view) ?? (isJsonArray(node["type"]) ? withoutNullType(view) : null) ?? withoutUnion(view);
}

function followed(root: JsonObject, view: View): View | null {
  const { $ref: reference, ...beside } = view.node;
  if (typeof reference !== "string" || !reference.startsWith("#/")) return null;
  const path = stepsOf(reference);
  const target = path === null ? undefined : partAt(root, path);
  return isJsonObject(target) ? joined(view, path ?? [], target, beside) : null;
}

/** `#/$defs/a~1b` → `$defs`, `a/b` */
function stepsOf(reference: string): Path | null {
  try {
    return reference
      .slice(2)
      .split("/")
      .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
  } catch {
    return null;
  }
}

/** What stands beside counts too; `null` where both say something of one keyword. */
function joined(view: View, inner: Path, target: JsonObject, beside: JsonObject): View | null {
  const own = Object.keys(beside).filter((keyword) => !notes.has(keyword));
  if (own.some((keyword) => Object.hasOwn(target, keyword))) return null;
  if (own.length === 0) return { ...view, inner, node: target };
  return { ...view, inner, node: { ...target, ...beside }, isVerbatim: false };
}

function withoutNullType(view: View): View | null {
  const { type, enum: values, ...rest } = view.node;
  if (!isJsonArray(type) || !type.includes("null")) return null;
  const others = type.filter((one) => one !== "null");
  const listed: JsonObject = isJsonArray(values) ? { enum: values.filter((value) => value !== null) } : {};
  return { ...view, node: { ...rest, ...listed, ...typed(others) }, isNullable: true, isVerbatim: false };
}

function typed(types: readonly Json[]): JsonObject {
  const [only] = types;
  return types.length === 1 && only !== undefined ? { type: only } : { type: types };
}

/** `anyOf` of one form, of a form and `null`, of types, or of values. */
function withoutUnion(view: View): View | null {
  for (const keyword of ["anyOf", "oneOf", "allOf"]) {
    const { [keyword]: branches, ...rest } = view.node;
    if (!isJsonArray(branches) || branches.length === 0) continue;
    const only = branches.length === 1 ? 0 : -1;
    const isNull = branches.map((branch) => isJsonObject(branch) && isNothing(branch));
    const others = branches.flatMap((_, index) => (isNull[index] === true ? [] : [index]));
    const rests = Object.keys(rest).filter((name) => !notes.has(name));
    const wrapped =
      only === 0 ? 0 : others.length === 1 && branches.length === 2 && rests.length === 0 ? others[0] : -1;
    if (wrapped !== undefined && wrapped >= 0 && (keyword !== "allOf" || only === 0)) {
      const branch = objectOf(branches[wrapped] ?? true);
      const isNullable = view.isNullable || only !== 0;
      return joined({ ...view, isNullable }, [...view.inner, keyword, wrapped], branch, rest);
    }
    if (keyword === "allOf" || rests.length > 0) continue;
    const plain = unionOfTypes(branches) ?? unionOfValues(branches);
    if (plain !== null) return { ...view, node: { ...rest, ...plain }, isVerbatim: false };
  }
  return null;
}

function isNothing(branch: JsonObject): boolean {
  const said = Object.keys(branch).filter((keyword) => !notes.has(keyword));
  return said.length === 1 && (branch["type"] === "null" || branch["const"] === null);
}

function unionOfTypes(branches: readonly Json[]): JsonObject | null {
  const types = branches.map((branch) => {
    const said = isJsonObject(branch) ? Object.keys(branch).filter((keyword) => !notes.has(keyword)) : [];
    return said.length === 1 && isJsonObject(branch) ? branch["type"] : undefined;
  });
  const names = types.filter((type) => typeof type === "string");
  return names.length === branches.length ? typed([...new Set(names)]) : null;
}

function unionOfValues(branches: readonly Json[]): JsonObject | null {
  const values = branches.map((branch) => (isJsonObject(branch) ? branch["const"] : undefined));
  const isListed = branches.every(
    (branch) =>
      isJsonObject(branch) && Object.keys(branch).every((keyword) => keyword === "const" || notes.has(keyword)),
  );
  const known = values.flatMap((value) => (value === undefined ? [] : [value]));
  return isListed && known.length === branches.length ? { enum: known } : null;
}
