import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { textOf } from "../json-type.ts";
import { isReference, roleOf, saysSomething } from "./keywords.ts";

/** What a schema says, without its annotations: equal numbers, equal schemas (but for what `refs` lead to). */
export interface Identity {
  readonly id: number;
  readonly refs: readonly string[];
}

/** Numbers for schemas; the two schemas that are compared share one. */
export type Identify = (schema: Json) => Identity;

export function newIdentify(): Identify {
  const numbers = new Map<string, number>();
  const known = new WeakMap<JsonObject, Identity>();
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const identify: Identify = (schema) => {
    if (!isJsonObject(schema)) return { id: numberOf(textOf(schema)), refs: [] };
    const found = known.get(schema);
    if (found !== undefined) return found;
    const refs = new Set<string>();
    const inner = (part: Json): number => {
      const identity = identify(part);
      for (const ref of identity.refs) refs.add(ref);
      return identity.id;
    };
    const said = Object.keys(schema)
      .filter(saysSomething)
      .toSorted()
      .map((keyword) => {
        const value = schema[keyword] ?? null;
        if (isReference(keyword) && typeof value === "string") refs.add(value);
        return `${JSON.stringify(keyword)}:${textOfKeyword(keyword, value, inner)}`;
      });
    const identity = { id: numberOf(`{${said.join(",")}}`), refs: [...refs] };
    known.set(schema, identity);
    return identity;
  };
  return identify;
}

function textOfKeyword(keyword: string, value: Json, inner: (part: Json) => number): string {
  const role = roleOf(keyword);
  if (role === "schema" && !isJsonArray(value)) return `#${inner(value)}`;
  if ((role === "list" || role === "schema") && isJsonArray(value)) return `[${value.map(inner).join(",")}]`;
  if (role === "map" && isJsonObject(value)) {
    const names = Object.keys(value).toSorted();
    return `{${names.map((name) => `${JSON.stringify(name)}:#${inner(value[name] ?? null)}`).join(",")}}`;
  }
  return textOf(value);
}
