import type { Json } from "../json.ts";
import type { Notebook } from "./notes.ts";

/** Where in a foreign schema something stands. */
export interface SchemaSite {
  readonly of: string;
  readonly path: string;
  readonly notes: Notebook;
}

/** What becomes of one keyword: nothing, another one, or several. */
export type Words = readonly (readonly [string, Json])[];

/** One type or several, in the names of JSON Schema. */
export function convertType(value: Json, site: SchemaSite): Words {
  const types = [value].flat().map((type) => convertTypeName(type, site));
  const known = [...new Set(types.filter((type) => type !== null))];
  const [first] = known;
  if (first === undefined) return [];
  return [["type", known.length === 1 ? first : known]];
}

const standardTypes = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);

/** Python's and other languages' names for the same. */
const otherTypes: ReadonlyMap<string, string> = new Map([
  ["bool", "boolean"],
  ["dict", "object"],
  ["double", "number"],
  ["float", "number"],
  ["int", "integer"],
  ["list", "array"],
  ["long", "integer"],
  ["map", "object"],
  ["str", "string"],
  ["text", "string"],
  ["tuple", "array"],
]);

/** `null` where it says no type. */
function convertTypeName(type: Json, { of, path, notes }: SchemaSite): string | null {
  const lower = typeof type === "string" ? type.toLowerCase() : "";
  if (standardTypes.has(lower)) return lower;
  const other = otherTypes.get(lower);
  if (other !== undefined) {
    notes.assume(of, path, `${lower} is no type of JSON Schema; it is read as ${other}`);
    return other;
  }
  if (lower !== "any" && lower !== "type_unspecified")
    notes.drop(of, path, `${JSON.stringify(type)} is no type of JSON Schema`);
  return null;
}
