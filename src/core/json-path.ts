import type { JSONPathEnvironment, JSONValue } from "json-p3";
import { isJsonObject, type Json } from "./json.ts";

/** Fields and places of lists, one after the other: `$.order.items[0]`. It leads to one part, or to none. */
export function isPlainPath(path: string): boolean {
  return plain.test(path);
}

const plain = /^\$(?:\.[A-Za-z_]\w*|\[\d+\])*$/;

/**
 * The library for queries (RFC 9535, no code is evaluated) is loaded where a file holds one that is no plain path:
 * whoever reads tasks does that, so that whatever looks at a task can ask at once.
 */
export async function prepareQueries(): Promise<void> {
  if (library !== null) return;
  const { JSONPathEnvironment } = await import("json-p3");
  library = new JSONPathEnvironment({ strict: true });
}

let library: JSONPathEnvironment | null = null;

/** Why a text is no JSONPath query, or `null`. */
export function queryProblem(query: string): string | null {
  if (isPlainPath(query)) return null;
  try {
    loaded().compile(query);
    return null;
  } catch (error) {
    return sayProblem(error);
  }
}

/** The library adds the query and a position; where it stumbled over a character, the words are in its token. */
function sayProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { token = null } = error as { readonly token?: { readonly kind: string; readonly value: string } };
  return token?.kind === "TOKEN_ERROR" ? token.value : error.message.replace(/ \('[\s\S]*':\d+\)$/, "");
}

/**
 * The parts of a value that a query selects.
 *
 * @throws Error where the query is none, or the value is nested too deep for it
 */
export function select(query: string, value: Json): readonly Json[] {
  if (isPlainPath(query)) return follow(query, value);
  return loaded()
    .query(query, value as JSONValue)
    .values() as readonly Json[];
}

function loaded(): JSONPathEnvironment {
  if (library === null) throw new Error("no query was prepared for");
  return library;
}

function follow(path: string, value: Json): readonly Json[] {
  let part: Json | undefined = value;
  for (const [, field, index] of path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+)\]/g)) {
    if (field !== undefined) part = isJsonObject(part) && Object.hasOwn(part, field) ? part[field] : undefined;
    else part = Array.isArray(part) ? part[Number(index)] : undefined;
  }
  return part === undefined ? [] : [part];
}
