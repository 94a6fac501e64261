import type { z } from "zod";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Field, Limit, Plan } from "./plan.ts";

/**
 * A schema by its plan: what fits is read as zod reads it, without zod, which takes as long to load as five contracts to
 * check. What does not fit is zod's to judge, and so is everything else that a schema is asked.
 */
export function planned<Value>(plan: Plan, load: () => z.ZodType<Value>): z.ZodType<Value> {
  const safeParse = (document: unknown): unknown => {
    const value = fit(plan, document as Json);
    return value === undefined ? load().safeParse(document) : { success: true, data: value };
  };
  const standIn = { safeParse, parse: (document: unknown) => fit(plan, document as Json) ?? load().parse(document) };
  return Object.defineProperty(standIn, "_zod", { get: () => load()._zod }) as unknown as z.ZodType<Value>;
}

/** What a schema makes of a document, its defaults filled in; `undefined` where zod has to be asked. */
export function fit(plan: Plan, document: Json): Json | undefined {
  switch (plan.is) {
    case "any":
      return document;
    case "flag":
      return typeof document === "boolean" ? document : undefined;
    case "text":
      return typeof document === "string" && document.length >= plan.least && plan.patterns.every(isMatchedBy(document))
        ? document
        : undefined;
    case "number":
      return typeof document === "number" && isNumberOf(plan, document) ? document : undefined;
    case "one of":
      return plan.values.includes(document) ? document : undefined;
    case "list":
      return isJsonArray(document) && document.length >= plan.least ? fitItems(plan, document) : undefined;
    case "record":
      return isJsonObject(document) ? fitRecord(plan, document) : undefined;
    case "fields":
      return isJsonObject(document) ? fitFields(plan, document) : undefined;
    case "either":
      return fitEither(plan.forms, document);
  }
}

function isMatchedBy(text: string): (pattern: { readonly source: string; readonly flags: string }) => boolean {
  return ({ source, flags }) => {
    const name = `${flags}/${source}`;
    const known = patterns.get(name) ?? new RegExp(source, flags);
    patterns.set(name, known);
    known.lastIndex = 0;
    return known.test(text);
  };
}

// Names of tools are asked ten times in a contract.
const patterns = new Map<string, RegExp>();

function isNumberOf({ whole, limits }: Plan & { readonly is: "number" }, number: number): boolean {
  return (whole ? Number.isSafeInteger(number) : Number.isFinite(number)) && limits.every((one) => keeps(number, one));
}

function keeps(number: number, { than, value, inclusive }: Limit): boolean {
  return (inclusive && number === value) || (than === "more" ? number > value : number < value);
}

function fitItems({ first, item }: Plan & { readonly is: "list" }, list: readonly Json[]): Json | undefined {
  const items = list.map((one, index) => fit(first[index] ?? item, one));
  return items.every((one) => one !== undefined) ? items : undefined;
}

function fitRecord({ key, value }: Plan & { readonly is: "record" }, document: JsonObject): Json | undefined {
  const record: Record<string, Json> = {};
  for (const name of Object.keys(document)) {
    if (name === "__proto__" || fit(key, name) === undefined) return undefined;
    const part = fit(value, document[name] ?? null);
    if (part === undefined) return undefined;
    record[name] = part;
  }
  return record;
}

function fitFields({ fields, others }: Plan & { readonly is: "fields" }, document: JsonObject): Json | undefined {
  const value: Record<string, Json> = {};
  let known = 0;
  for (const field of fields) {
    const written = Object.hasOwn(document, field.key);
    if (written) known += 1;
    const part = written ? fit(field.plan, document[field.key] ?? null) : valueOfAbsent(field);
    if (part === undefined) return undefined;
    if (part !== leftOut) value[field.key] = part as Json;
  }
  const keys = Object.keys(document);
  if (keys.length === known || others === "left out") return value;
  if (others === "refused") return undefined;
  const names = new Set(fields.map(({ key }) => key));
  for (const key of keys) {
    if (key === "__proto__") return undefined;
    if (!names.has(key)) value[key] = document[key] ?? null;
  }
  return value;
}

const leftOut = Symbol("left out");

function valueOfAbsent({ absent }: Field): Json | undefined | typeof leftOut {
  if (absent === undefined) return undefined;
  return absent === "left out" ? leftOut : absent.value;
}

function fitEither(forms: readonly Plan[], document: Json): Json | undefined {
  for (const form of forms) {
    const value = fit(form, document);
    if (value !== undefined) return value;
  }
  return undefined;
}
