import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";

/** Schemas that a program defines and files only name. */
export type NamedSchemas = (name: string) => JsonObject | null;

/** A schema, and what of it could not be understood: where, and why. */
export interface PicoResult {
  readonly schema: JsonObject;
  readonly problems: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Picoschema, dotprompt's short form of JSON Schema, or JSON Schema itself.
 * https://google.github.io/dotprompt/reference/picoschema/
 */
export function readPicoschema(value: Json, named: NamedSchemas = () => null): PicoResult {
  const problems: { path: string; why: string }[] = [];
  const reader: Reader = { named, problem: (path, why) => void problems.push({ path, why }) };
  const schema =
    isJsonObject(value) && isJsonSchema(value) ? readJsonSchema(value, "", reader) : readPart(value, "", reader);
  return { schema, problems };
}

interface Reader {
  readonly named: NamedSchemas;
  readonly problem: (path: string, why: string) => void;
}

const scalars = new Set(["boolean", "integer", "null", "number", "string"]);

function isJsonSchema({ type, properties }: JsonObject): boolean {
  return (
    (typeof type === "string" && (scalars.has(type) || ["any", "object", "array"].includes(type))) ||
    isJsonObject(properties)
  );
}

/** Inside JSON Schema people write the short form too, where its readers take it for nothing. */
function readJsonSchema(schema: JsonObject, path: string, reader: Reader): JsonObject {
  const { properties, items, type = "object", ...rest } = schema;
  const inside = (part: Json, step: string): Json => {
    if (typeof part === "string") return readPart(part, step, reader);
    return isJsonObject(part) && isJsonSchema(part) ? readJsonSchema(part, step, reader) : part;
  };
  return {
    ...(type === "any" ? {} : { type }),
    ...rest,
    ...(isJsonObject(properties)
      ? { properties: mapEntries(properties, (part, name) => inside(part, join(path, name))) }
      : {}),
    ...(items === undefined ? {} : { items: inside(items, join(path, "items")) }),
  };
}

function readPart(value: Json, path: string, reader: Reader): JsonObject {
  if (typeof value === "string") return readScalar(value, path, reader);
  if (isJsonObject(value)) return readObject(value, path, reader);
  reader.problem(path, "a schema is text or a mapping");
  return {};
}

/** `number, how many`. */
function readScalar(text: string, path: string, { named, problem }: Reader): JsonObject {
  const { head, about } = describe(text);
  if (head === "any") return about;
  if (scalars.has(head)) return { type: head, ...about };
  if (head.endsWith("[]")) {
    problem(path, `read as a list; Picoschema itself writes \`name(array): ${head.slice(0, -2)}\``);
    return { type: "array", items: readScalar(head.slice(0, -2), path, { named, problem }), ...about };
  }
  const schema = named(head);
  if (schema !== null) return { ...schema, ...about };
  problem(path, `the schema ${head} is defined in a program, not in the file`);
  return about;
}

function readObject(value: JsonObject, path: string, reader: Reader): JsonObject {
  const properties: [string, Json][] = [];
  const required: string[] = [];
  let others: Json = false;
  for (const [key, part] of Object.entries(value)) {
    if (key === "(*)") {
      others = readPart(part, join(path, key), reader);
      continue;
    }
    const [, written = key, info = ""] = /^([^(]*)(?:\((.*)\))?$/s.exec(key) ?? [];
    const optional = written.endsWith("?");
    const name = optional ? written.slice(0, -1) : written;
    if (!optional) required.push(name);
    properties.push([name, readField(part, describe(info), optional, join(path, name), reader)]);
  }
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: others,
  };
}

interface Described {
  readonly head: string;
  /** The description, where there is one. */
  readonly about: JsonObject;
}

function readField(
  part: Json,
  { head, about }: Described,
  optional: boolean,
  path: string,
  reader: Reader,
): JsonObject {
  switch (head) {
    case "":
      return optional ? orNull(readPart(part, path, reader)) : readPart(part, path, reader);
    case "array": {
      const list = { type: "array", items: readPart(part, join(path, "items"), reader), ...about };
      return optional ? orNull(list) : list;
    }
    case "object": {
      const object = { ...readPart(part, path, reader), ...about };
      return optional ? orNull(object) : object;
    }
    case "enum": {
      const values = isJsonArray(part) ? part : [part];
      return { enum: optional && !values.includes(null) ? [...values, null] : values, ...about };
    }
    default:
      reader.problem(path, `${head} is none of array, object and enum`);
      return about;
  }
}

/** What may be left out may be null too. */
function orNull(schema: JsonObject): JsonObject {
  const { type } = schema;
  return typeof type === "string" ? { ...schema, type: [type, "null"] } : schema;
}

function describe(text: string): Described {
  const comma = text.indexOf(",");
  if (comma < 0) return { head: text.trim(), about: {} };
  return { head: text.slice(0, comma).trim(), about: { description: text.slice(comma + 1).trim() } };
}

function mapEntries(value: JsonObject, change: (part: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part, key)]));
}

function join(path: string, step: string): string {
  return path === "" ? step : `${path}.${step}`;
}
