import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { type Fields, fieldsOf, type Notebook } from "./notes.ts";
import { convertSchema } from "./schema.ts";

/**
 * Named values as Prompty lists them (`- name: city, kind: string`), or as a mapping by name, as the schema of an
 * object. A plain value stands for its type and is the default.
 *
 * @param optional whether what does not say `required` may be left out
 */
export function parametersFrom(value: Json, field: string, optional: boolean, notes: Notebook): JsonObject {
  const properties: [string, JsonObject][] = [];
  const required: string[] = [];
  for (const { name, entry } of entriesOf(value, field, notes)) {
    const fields = fieldsOf(isJsonObject(entry) ? entry : { kind: typeOf(entry), default: entry }, name, notes, field);
    const kind = fields.text("kind") ?? fields.text("type") ?? "string";
    if (foreignKinds.has(kind)) {
      const why = kind === "thread" ? "a conversation goes on behind the messages of the contract" : `of kind ${kind}`;
      notes.drop(name, field, `what is given here is data that JSON can say, and this is not: ${why}`);
      continue;
    }
    if (fields.flag("required") ?? !optional) required.push(name);
    properties.push([name, convertSchema(propertyOf(kind, fields, optional, notes), name, field, notes)]);
  }
  return { type: "object", properties: Object.fromEntries(properties), ...(required.length === 0 ? {} : { required }) };
}

const foreignKinds = new Set(["thread", "image", "file", "audio"]);

interface Entry {
  readonly name: string;
  readonly entry: Json;
}

function entriesOf(value: Json, field: string, notes: Notebook): readonly Entry[] {
  if (isJsonObject(value)) return Object.entries(value).map(([name, entry]) => ({ name, entry }));
  return (isJsonArray(value) ? value : [value]).flatMap((entry, index) => {
    const name = isJsonObject(entry) ? entry["name"] : null;
    if (typeof name === "string") return [{ name, entry }];
    notes.drop("", `${field}[${index}]`, "it has no name");
    return [];
  });
}

/** The words that JSON Schema has too. */
function propertyOf(kind: string, fields: Fields, optional: boolean, notes: Notebook): JsonObject {
  const items = fields.take("items");
  const parts = fields.take("properties");
  const schema = {
    type: kind,
    title: fields.text("title"),
    description: fields.text("description"),
    enum: fields.list("enum") ?? fields.list("enumValues"),
    minimum: fields.number("minimum"),
    maximum: fields.number("maximum"),
    items: itemsOf(items, fields, optional, notes),
    properties:
      parts === null ? null : (parametersFrom(parts, fields.at("properties"), optional, notes)["properties"] ?? null),
    default: fields.take("default"),
  };
  fields.take("name");
  for (const key of ["sample", "example"]) fields.drop(key, "a sample is for trying out: write a golden task with it");
  fields.rest("there is no such field here");
  return Object.fromEntries(Object.entries(schema).filter(([, part]) => part !== null));
}

/** A type, or a value without a name. */
function itemsOf(items: Json, fields: Fields, optional: boolean, notes: Notebook): JsonObject | null {
  if (typeof items === "string") return { type: items };
  if (!isJsonObject(items)) return null;
  const inside = fieldsOf(items, fields.of, notes, fields.at("items"));
  return propertyOf(inside.text("kind") ?? inside.text("type") ?? "any", inside, optional, notes);
}

function typeOf(value: Json): string {
  if (isJsonArray(value)) return "array";
  if (isJsonObject(value)) return "object";
  return value === null ? "any" : typeof value;
}
