import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../src/core/json.ts";

/**
 * Values that somebody might write who was shown this schema and invents no field. They are made from its words
 * alone, and need not be valid.
 */
export function declaredValues(root: JsonObject, schema: Json, depth = 0): readonly Json[] {
  if (!isJsonObject(schema) || depth > 5) return ["a", 1, null];
  const { $ref: reference, const: only, enum: listed, type, properties, items, additionalProperties: others } = schema;
  const branches = ["anyOf", "oneOf", "allOf"].flatMap((keyword) => {
    const some = schema[keyword];
    return isJsonArray(some) ? some : [];
  });
  const inner = [
    ...(typeof reference === "string" ? [(root["$defs"] as JsonObject)["one"] ?? true] : []),
    ...branches,
  ].flatMap((part) => declaredValues(root, part, depth + 1));
  const types = isJsonArray(type) ? type : [type];
  const plain = types.flatMap((one): readonly Json[] => simple[String(one)] ?? []);
  const lists = types.includes("array")
    ? listsOf(items === undefined ? ["a", 1] : declaredValues(root, items, depth + 1))
    : [];
  const objects = isJsonObject(properties) ? objectsOf(root, properties, depth) : [];
  const maps =
    isJsonObject(others) && Object.keys(others).length > 0 && types.includes("object")
      ? declaredValues(root, others, depth + 1)
          .slice(0, 4)
          .map((value) => ({ ...(objects.at(-1) as JsonObject | undefined), x: value }))
      : [];
  const anything = type === undefined && inner.length === 0 ? ["a", 1, null] : [];
  return [
    ...(only === undefined ? [] : [only]),
    ...(isJsonArray(listed) ? listed : []),
    ...inner,
    ...plain,
    ...lists,
    ...objects,
    ...maps,
    ...anything,
  ].slice(0, most);
}

const most = 40;

const simple: Readonly<Record<string, readonly Json[]>> = {
  string: ["a", "b", "ab", "abc", "", "aaaaa"],
  integer: [1, 0, 2, 5, 6, 10, 11],
  number: [1, 0, 0.5, 2, 5, 10.5],
  boolean: [true, false],
  null: [null],
};

function listsOf(values: readonly Json[]): readonly Json[] {
  return [
    [],
    ...values.slice(0, 5).map((value) => [value]),
    values.slice(0, 2),
    values.slice(0, 3),
    values.slice(0, 4),
  ];
}

/** With all fields, each left out, and each with each of its values. */
function objectsOf(root: JsonObject, properties: JsonObject, depth: number): readonly Json[] {
  const fields = Object.entries(properties).map(
    ([name, schema]) => [name, declaredValues(root, schema, depth + 1)] as const,
  );
  const full: JsonObject = Object.fromEntries(
    fields.flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first]])),
  );
  const without = fields.map(([name]) => Object.fromEntries(Object.entries(full).filter(([key]) => key !== name)));
  const varied = fields.flatMap(([name, values]) =>
    values.slice(0, 12).flatMap((value) => [{ ...full, [name]: value }, { [name]: value }]),
  );
  return [{}, full, ...without, ...varied];
}
