import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Formula, Statement } from "../formula/formula.ts";
import { type Formulas, valuesOf } from "../formula/formulas.ts";
import { textOf } from "../json-type.ts";

/** What the keywords of a schema are read with. */
export interface Reading {
  readonly formulas: Formulas;
  /** A schema inside the one that is read. */
  schema(schema: Json): Formula;
  /** What a reference leads to; `null` where it leads nowhere that is known. */
  follow(ref: string): Json | null;
  /**
   * Something that is not understood: it may hold of any values.
   *
   * @param of what it depends on: with the same name and the same of this, it is the same set
   */
  opaque(what: string, of: string): Formula;
  /** Tells this document from others. */
  here(): string;
}

/** What some keywords of a schema say. */
export type Reader = (schema: JsonObject, reading: Reading) => readonly Formula[];

/** A keyword whose value is not of its kind. */
export function misfit(keyword: string, schema: JsonObject, reading: Reading): Formula {
  return reading.opaque(`what \`${keyword}\` says`, `${textOf(schema)} ${reading.here()}`);
}

/** One fact for a keyword that is there and whose value is read; a fault in it is something opaque. */
export function factOf(
  keyword: string,
  schema: JsonObject,
  reading: Reading,
  read: (value: Json) => Statement | null,
): readonly Formula[] {
  const value = schema[keyword];
  if (value === undefined) return [];
  const statement = read(value);
  return [statement === null ? misfit(keyword, schema, reading) : reading.formulas.fact(statement)];
}

export function countIn(value: Json | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

export function namesIn(value: Json | undefined): readonly string[] | null {
  return isJsonArray(value) && value.every((name) => typeof name === "string") ? value : null;
}

export function isSchema(value: Json | undefined): value is boolean | JsonObject {
  return typeof value === "boolean" || isJsonObject(value);
}

export function schemasIn(value: Json | undefined): readonly Json[] | null {
  return isJsonArray(value) && value.every(isSchema) ? value : null;
}

export function schemaMapIn(value: Json | undefined): JsonObject | null {
  return isJsonObject(value) && Object.values(value).every(isSchema) ? value : null;
}

/** The set of these names. */
export function named(names: readonly string[], { formulas }: Reading): Formula {
  return formulas.fact({ what: "values", among: valuesOf(names), not: false });
}

/** Has this property, whatever is in it; says nothing about what is no object. */
export function has(name: string, reading: Reading): Formula {
  const { formulas } = reading;
  return formulas.fact({ what: "entries", how: "some", keys: named([name], reading), value: formulas.everything });
}

/** Has no such property; says nothing about what is no object. */
export function lacks(name: string, reading: Reading): Formula {
  const { formulas } = reading;
  return formulas.fact({ what: "entries", how: "every", keys: named([name], reading), value: formulas.nothing });
}
