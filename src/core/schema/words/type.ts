import { isJsonArray, type Json, type JsonObject } from "../../json.ts";
import { sayList } from "../../text.ts";
import { type Phrase, phrase } from "./phrase.ts";

/** `text`, `a whole number or a list`: what a type is called. */
export function sayTypeName(type: Json | undefined): string | null {
  const names = (isJsonArray(type) ? type : [type]).map((name) => typeNames.get(name));
  return names.length === 0 || names.includes(undefined) ? null : sayList(names.filter(isText), "or");
}

const typeNames = new Map<unknown, string>([
  ["string", "text"],
  ["number", "a number"],
  ["integer", "a whole number"],
  ["boolean", "yes or no"],
  ["array", "a list"],
  ["object", "a group of fields"],
  ["null", "nothing"],
]);

export function sayType(type: Json | undefined): Phrase | null {
  const name = sayTypeName(type);
  return name === null ? null : phrase(`is ${name}`, `is not ${name}`);
}

/** What only a value of a type can be held to. */
const kinds = new Map<Json | undefined, readonly string[]>([
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
  ["string", ["minLength", "maxLength", "pattern", "format"]],
  ["array", ["minItems", "maxItems", "uniqueItems"]],
  ["object", ["minProperties", "maxProperties"]],
]);
const inside = new Map<Json | undefined, readonly string[]>([
  ["array", ["items", "prefixItems", "contains"]],
  ["object", ["properties", "required"]],
]);

/**
 * A type that goes without saying.
 *
 * @param said the keywords that are said already
 */
export function isImplied(schema: JsonObject, said: readonly string[]): boolean {
  const { type } = schema;
  if (["const", "enum", ...(kinds.get(type) ?? [])].some((keyword) => said.includes(keyword))) return true;
  return (inside.get(type) ?? []).some((keyword) => typeof schema[keyword] === "object");
}

export const formats = new Map([
  ["date", "a date"],
  ["date-time", "a date with its time"],
  ["time", "a time of day"],
  ["duration", "a length of time"],
  ["email", "an email address"],
  ["idn-email", "an email address"],
  ["hostname", "the name of a computer"],
  ["ipv4", "an IP address"],
  ["ipv6", "an IP address"],
  ["uri", "a web address"],
  ["uri-reference", "a web address"],
  ["uuid", "a UUID"],
  ["regex", "a regular expression"],
]);

function isText(value: unknown): value is string {
  return typeof value === "string";
}
