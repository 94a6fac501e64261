import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { didYouMean, nearest } from "../nearest.ts";
import type { Path } from "../place.ts";
import type { SchemaProblem } from "./compile.ts";
import { vocabulary } from "./vocabulary.ts";

/** What is wrong with a part of a schema and what to write instead, in our own words where we have some. */
export function explainProblem(
  schema: JsonObject,
  { path, problem }: SchemaProblem,
): { readonly message: string; readonly hint: string | null } {
  const keyword = path.at(-1);
  const value = path.reduce<Json | undefined>(partOf, schema);
  const reference = /^can't resolve reference (\S+)/.exec(problem)?.[1];
  if (reference !== undefined) return explainReference(reference);
  const pattern = /^Invalid regular expression: .*\/[a-z]*: (.+)$/.exec(problem)?.[1];
  if (pattern !== undefined) return { message: `a pattern in it is no regular expression: ${pattern}`, hint: null };
  const unknown = /unknown keyword: "([^"]+)"/.exec(problem)?.[1];
  if (unknown !== undefined) {
    return { message: `there is no keyword ${unknown}`, hint: didYouMean(unknown, Object.keys(vocabulary)) };
  }
  if (problem.startsWith("must be object,boolean") && !isJsonArray(value)) {
    return { message: `${String(keyword)} has to be a schema`, hint: "write a mapping, for example { type: string }" };
  }
  const known = explanations[String(keyword)]?.(value) ?? null;
  if (known !== null) return known;
  return { message: `${keyword === undefined ? "the schema" : String(keyword)} ${problem}`, hint: null };
}

function partOf(value: Json | undefined, step: Path[number]): Json | undefined {
  if (isJsonArray(value)) return value[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function explainReference(reference: string): { readonly message: string; readonly hint: string } {
  return reference.startsWith("#")
    ? { message: `there is nothing at ${reference}`, hint: "a reference names a part of its own schema: #/$defs/name" }
    : {
        message: `${reference} is outside of this schema, and nothing is ever fetched`,
        hint: 'put it under $defs, and write $ref: "#/$defs/name"',
      };
}

type Explain = (value: Json | undefined) => { readonly message: string; readonly hint: string } | null;

/** What other drafts and other languages say, by keyword. */
const explanations: Readonly<Record<string, Explain>> = {
  type: (value) => {
    if (typeof value !== "string") return null;
    const meant = foreignTypes[value.toLowerCase()] ?? nearest(value, types);
    return {
      message: `there is no type ${value}`,
      hint: meant === null ? `the types are ${types.join(", ")}` : `write \`type: ${meant}\``,
    };
  },
  required: (value) =>
    typeof value === "boolean"
      ? {
          message: "required: a field does not say of itself that it is required",
          hint: "list its name beside `properties`: required: [ … ]",
        }
      : typeof value === "string"
        ? { message: "required is a list", hint: `write required: [${value}]` }
        : null,
  exclusiveMinimum: (value) => (typeof value === "boolean" ? exclusive("exclusiveMinimum", "minimum") : null),
  exclusiveMaximum: (value) => (typeof value === "boolean" ? exclusive("exclusiveMaximum", "maximum") : null),
  items: (value) =>
    isJsonArray(value)
      ? {
          message: "items is one schema for all items; draft-07 had a list here",
          hint: "write `prefixItems: [ … ]`, and `items: false` where there are no others",
        }
      : null,
};

function exclusive(keyword: string, plain: string): { readonly message: string; readonly hint: string } {
  return {
    message: `${keyword} is the limit itself; draft-04 had true or false here`,
    hint: `write ${keyword}: <number>, and no ${plain}`,
  };
}

const types = ["array", "boolean", "integer", "null", "number", "object", "string"];

const foreignTypes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(types.map((type) => [type, type])),
  int: "integer",
  long: "integer",
  float: "number",
  double: "number",
  decimal: "number",
  str: "string",
  text: "string",
  date: "string",
  datetime: "string",
  bool: "boolean",
  dict: "object",
  map: "object",
  list: "array",
  tuple: "array",
  none: "null",
};
