import { isJsonArray, isJsonObject, type Json } from "../json.ts";

/**
 * Whether a schema is made of the everyday keywords alone, each with a value of its kind: such a schema is
 * sound, and nobody has to compile it to know. Most schemas of tools are. `false` means "ask a validator".
 */
export function isPlainSchema(schema: Json): boolean {
  if (!isJsonObject(schema)) return schema === true || schema === false;
  return Object.entries(schema).every(([keyword, value]) => keywords[keyword]?.(value) === true);
}

const types = new Set<Json>(["array", "boolean", "integer", "null", "number", "object", "string"]);

const isText = (value: Json): boolean => typeof value === "string";
const isNumber = (value: Json): boolean => typeof value === "number";
const isCount = (value: Json): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isFlag = (value: Json): boolean => typeof value === "boolean";
const isStructure = (value: Json): boolean => typeof value === "object" && value !== null;
const isAnything = (): boolean => true;
const areNames = (value: Json): boolean =>
  isJsonArray(value) && value.every(isText) && new Set(value).size === value.length;
const areSchemas = (value: Json): boolean => isJsonObject(value) && Object.values(value).every(isPlainSchema);
const areAlternatives = (value: Json): boolean => isJsonArray(value) && value.length > 0 && value.every(isPlainSchema);

const keywords: Readonly<JsonChecks> = {
  type: (value) =>
    isJsonArray(value)
      ? value.length > 0 && areNames(value) && value.every((type) => types.has(type))
      : types.has(value),
  title: isText,
  description: isText,
  format: isText,
  default: isAnything,
  const: isAnything,
  examples: isJsonArray,
  enum: (value) => isJsonArray(value) && value.length > 0 && !value.some(isStructure),
  deprecated: isFlag,
  properties: areSchemas,
  required: areNames,
  additionalProperties: isPlainSchema,
  items: isPlainSchema,
  anyOf: areAlternatives,
  oneOf: areAlternatives,
  allOf: areAlternatives,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isNumber,
  exclusiveMaximum: isNumber,
  multipleOf: (value) => isNumber(value) && Number(value) > 0,
  minLength: isCount,
  maxLength: isCount,
  minItems: isCount,
  maxItems: isCount,
  minProperties: isCount,
  maxProperties: isCount,
  uniqueItems: isFlag,
};

type JsonChecks = Record<string, (value: Json) => boolean>;
