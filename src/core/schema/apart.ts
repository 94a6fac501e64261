import { isJsonArray, type Json, type JsonObject } from "../json.ts";
import { judgedFaults } from "./judged.ts";

/**
 * Whether no value can be as both schemas say. Only what stands directly in them is looked at: everything in a
 * schema has to hold, so what is left out can make it no wider. `false` is "not known".
 */
export function areApart(one: JsonObject, other: JsonObject): boolean {
  const types = commonTypes(one, other);
  if (types?.length === 0) return true;
  if (refusesAll(one, other) || refusesAll(other, one)) return true;
  return sizes.some(
    ({ type, ...bounds }) =>
      types?.every((common) => type.includes(common)) === true && isEmpty(range([one, other], bounds)),
  );
}

/** Whether a schema says nothing about values of these types: each of its keywords speaks about others. */
export function saysNothingAbout(schema: JsonObject, types: readonly string[]): boolean {
  const spoken = Object.keys(schema).flatMap((keyword) => {
    const about = Object.entries(speakAbout).find(([, keywords]) => keywords.includes(keyword));
    return about === undefined ? (notes.has(keyword) ? [] : [null]) : [about[0]];
  });
  const plain = types.map((type) => (type === "integer" ? "number" : type));
  return spoken.length > 0 && spoken.every((type) => type !== null && !plain.includes(type));
}

/** The types that a schema names; `null` where it names none, or something else. */
export function typesOf({ type }: JsonObject): readonly string[] | null {
  const types = (isJsonArray(type) ? type : [type]).filter((one) => typeof one === "string");
  return types.length === 0 || !types.every((one) => typeNames.includes(one)) ? null : types;
}

const typeNames = ["array", "boolean", "integer", "null", "number", "object", "string"];

const speakAbout: Readonly<Record<string, readonly string[]>> = {
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  string: ["minLength", "maxLength", "pattern", "format"],
  array: ["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains"],
  object: ["properties", "required", "additionalProperties", "patternProperties", "minProperties", "maxProperties"],
};
const notes = new Set(["title", "description", "default", "examples", "$comment", "deprecated"]);

function commonTypes(one: JsonObject, other: JsonObject): readonly string[] | null {
  const [left, right] = [typesOf(one), typesOf(other)];
  if (left === null || right === null) return left ?? right;
  return left.flatMap((type) => {
    if (right.includes(type)) return [type];
    if (type === "number" && right.includes("integer")) return ["integer"];
    return type === "integer" && right.includes("number") ? ["integer"] : [];
  });
}

/** Every value that the one lists is refused by the other. */
function refusesAll({ enum: listed, const: only }: JsonObject, other: JsonObject): boolean {
  const values: readonly Json[] = only === undefined ? (isJsonArray(listed) ? listed : []) : [only];
  return values.length > 0 && values.every((value) => (judgedFaults(other, value)?.length ?? 0) > 0);
}

interface Bounds {
  readonly least: readonly string[];
  readonly over: readonly string[];
  readonly most: readonly string[];
  readonly under: readonly string[];
}

const sizes: readonly (Bounds & { readonly type: readonly string[] })[] = [
  {
    type: ["number", "integer"],
    least: ["minimum"],
    over: ["exclusiveMinimum"],
    most: ["maximum"],
    under: ["exclusiveMaximum"],
  },
  { type: ["string"], least: ["minLength"], over: [], most: ["maxLength"], under: [] },
  { type: ["array"], least: ["minItems"], over: [], most: ["maxItems"], under: [] },
];

interface Range {
  readonly least: number;
  readonly over: number;
  readonly most: number;
  readonly under: number;
}

function range(schemas: readonly JsonObject[], { least, over, most, under }: Bounds): Range {
  const said = (keywords: readonly string[]): readonly number[] =>
    schemas
      .flatMap((schema) => keywords.map((keyword) => schema[keyword]))
      .filter((value) => typeof value === "number");
  return {
    least: Math.max(...said(least)),
    over: Math.max(...said(over)),
    most: Math.min(...said(most)),
    under: Math.min(...said(under)),
  };
}

function isEmpty({ least, over, most, under }: Range): boolean {
  return least > most || over >= most || least >= under || over >= under;
}
