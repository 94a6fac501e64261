import { aboutTokens } from "../contract/size.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { propertiesOf, requiredOf } from "../schema/walk.ts";
import { withoutReferences } from "../schema/words/references.ts";

/** Tokens of a short but sensible answer of this schema: what is required, each text a few words. */
export function smallestAnswer(schema: JsonObject): number {
  return aboutTokens(charactersOf(withoutReferences(schema), 0));
}

/** Two or three words: shorter, and a text that has to be there says nothing. */
const shortText = 16;

const deepest = 12;

function charactersOf(schema: Json, depth: number): number {
  if (!isJsonObject(schema) || depth > deepest) return 1;
  const { const: only, enum: values, type, anyOf, oneOf, allOf, minLength, minItems, items } = schema;
  if (only !== undefined) return JSON.stringify(only).length;
  if (isJsonArray(values) && values.length > 0) return Math.min(...values.map((value) => JSON.stringify(value).length));
  const own = characters[isJsonArray(type) ? shortest(type) : String(type ?? guess(schema))] ?? (() => 1);
  const inner = own({
    fields: requiredOf(schema).map(
      (name) => name.length + 4 + charactersOf(propertiesOf(schema)[name] ?? true, depth + 1),
    ),
    items: typeof minItems === "number" ? minItems * (1 + charactersOf(items ?? true, depth + 1)) : 0,
    text: typeof minLength === "number" ? Math.max(minLength, shortText) : shortText,
  });
  const either = [anyOf, oneOf]
    .filter(isJsonArray)
    .map((some) => Math.min(...some.map((one) => charactersOf(one, depth + 1))));
  const all = isJsonArray(allOf) ? allOf.map((one) => charactersOf(one, depth + 1)) : [];
  return Math.max(inner, ...either, ...all);
}

interface Parts {
  readonly fields: readonly number[];
  readonly items: number;
  readonly text: number;
}

const characters: Readonly<Record<string, (parts: Parts) => number>> = {
  null: () => 4,
  boolean: () => 4,
  integer: () => 1,
  number: () => 1,
  string: ({ text }) => text + 2,
  array: ({ items }) => 2 + items,
  object: ({ fields }) => 2 + fields.reduce((sum, field) => sum + field, 0),
};

/** Of several types the one that says least. */
function shortest(types: readonly Json[]): string {
  return Object.keys(characters).find((type) => types.includes(type)) ?? "";
}

function guess(schema: JsonObject): string {
  if (schema["properties"] !== undefined || schema["required"] !== undefined) return "object";
  return schema["items"] === undefined ? "" : "array";
}
