import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Path } from "../../place.ts";
import { propertiesOf, requiredOf } from "../../schema/walk.ts";
import { sayField } from "../../schema/words/literal.ts";
import type { SchemaEdit } from "./edit.ts";
import { portable } from "./patch.ts";
import { renamedFields } from "./renamed-fields.ts";
import { patchesWith, type Pair } from "./pair.ts";

export interface FieldEdits {
  readonly edits: readonly SchemaEdit[];
  /** Fields of both sides, by their old and their new name. */
  readonly common: readonly (readonly [former: string, name: string])[];
}

/** Fields that came, went, changed their name or whether they have to be there. */
export function fieldsOf(pair: Pair): FieldEdits {
  const [had, has] = [propertiesOf(pair.left.node), propertiesOf(pair.right.node)];
  const [wanted, wants] = [requiredOf(pair.left.node), requiredOf(pair.right.node)];
  const renames = renamedFields(had, has, { before: pair.before, after: pair.after });
  const renamed = new Set([...renames.keys(), ...renames.values()]);
  const names = [...new Set([...Object.keys(had), ...Object.keys(has), ...wanted, ...wants])];
  const edits = names.flatMap((name): readonly SchemaEdit[] => {
    const [was, is] = [Object.hasOwn(had, name), Object.hasOwn(has, name)];
    const [isWanted, wasWanted] = [wants.includes(name), wanted.includes(name)];
    if (renamed.has(name) || (was === is && isWanted === wasWanted)) return [];
    const kind = was === is ? (isWanted ? "became required" : "became optional") : is ? "field added" : "field removed";
    const schema = (is ? has[name] : had[name]) ?? true;
    const isRequired = kind === "field removed" ? wasWanted : isWanted;
    const where = whereOf(pair, [name], name);
    return [{ kind, name, schema, isRequired, ...where, ...reach(kind) }];
  });
  const pairs = [...renames].map(([former, name]): SchemaEdit => ({
    kind: "field renamed",
    name,
    former: sayField(pair.place === "" ? null : pair.place, former),
    schema: has[name] ?? true,
    isRequired: wanted.includes(former) || wants.includes(name),
    mayNarrow: true,
    mayWiden: true,
    ...whereOf(pair, [former, name], name),
  }));
  const same = Object.keys(had).filter((name) => Object.hasOwn(has, name) && !renamed.has(name));
  return { edits: [...pairs, ...edits], common: [...same.map((name) => [name, name] as const), ...renames] };
}

function reach(kind: SchemaEdit["kind"]): Pick<SchemaEdit, "mayNarrow" | "mayWiden"> {
  return { mayNarrow: kind !== "became optional", mayWiden: kind !== "became required" };
}

type Where = Pick<SchemaEdit, "place" | "path" | "facts" | "patches">;

function whereOf(pair: Pair, names: readonly string[], name: string): Where {
  const { left, right, place } = pair;
  const facts = [left.inner, right.inner].flatMap((at) => [
    ...names.flatMap((one): readonly Path[] => [
      [...at, "properties", one],
      [...at, "required", one],
    ]),
    [...at, "propertyOrdering"],
  ]);
  const there = withFields(left.node, right.node, names, pair.after);
  const back = withFields(right.node, left.node, names, pair.before);
  return {
    place: sayField(place === "" ? null : place, name),
    path: [...right.inner, "properties", name],
    facts,
    patches: there === null || back === null ? null : patchesWith(pair, there, back),
  };
}

/** Whether fields without a name are taken decides what becomes of one that lost its own. */
function withOpenness(node: JsonObject, { additionalProperties: is = true }: JsonObject): JsonObject {
  const { additionalProperties: was = true, ...rest } = node;
  if (was === is || typeof was !== "boolean" || typeof is !== "boolean") return node;
  return is ? rest : { ...rest, additionalProperties: false };
}

/** A schema with some fields as another one has them. */
function withFields(
  node: JsonObject,
  other: JsonObject,
  names: readonly string[],
  root: JsonObject,
): JsonObject | null {
  const rest = Object.entries(propertiesOf(node)).filter(([name]) => !names.includes(name));
  const taken = names.flatMap((name): readonly (readonly [string, Json | null])[] => {
    const schema = propertiesOf(other)[name];
    return Object.hasOwn(propertiesOf(other), name) && schema !== undefined ? [[name, portable(schema, root)]] : [];
  });
  const kept = requiredOf(node).filter((name) => !names.includes(name));
  const required = [...kept, ...requiredOf(other).filter((name) => names.includes(name))];
  const brought = taken.flatMap(([name, schema]) => (schema === null ? [] : [[name, schema] as const]));
  if (brought.length < taken.length) return null;
  const properties = Object.fromEntries([...rest, ...brought]);
  const isBare = !isJsonObject(node["properties"]) && brought.length === 0;
  const { required: _, ...whole } = node;
  return {
    ...withOpenness(whole, other),
    ...(isBare ? {} : { properties }),
    ...(required.length === 0 ? {} : { required: required.toSorted() }),
  };
}
