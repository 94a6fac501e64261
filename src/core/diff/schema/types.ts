import { isJsonArray, type Json, type JsonObject, sameJson } from "../../json.ts";
import { sayValue } from "../../schema/words/value.ts";
import { sayTypeName } from "../../schema/words/type.ts";
import { changedBranches } from "./branches.ts";
import type { SchemaEdit, TypeWords } from "./edit.ts";
import { notes, type View } from "./view.ts";
import { located, type Pair, wholePatches } from "./pair.ts";

/** A change of what kind of value is taken; `null` where the kind is the same. */
export function typeEdit(pair: Pair): (SchemaEdit & { readonly kind: "type" }) | null {
  const [was, is] = [typesOf(pair.left), typesOf(pair.right)];
  const listed = [pair.left, pair.right].some(({ node }) => valuesIn(node) !== null);
  const isReplaced = was !== null && is !== null && was.length > 0 && is.length > 0 && areApart(was, is);
  const differ = isReplaced || (!listed && !sameTypes(was, is));
  const nullable = pair.left.isNullable !== pair.right.isNullable;
  const forms = formsOf(pair);
  if (!differ && !nullable && forms === null) return null;
  const { patches, ...where } = located(pair, ["type", "anyOf", "oneOf", "allOf", "enum", "const", "$ref"]);
  return {
    kind: "type",
    was: wordsOf(pair.left, was),
    is: wordsOf(pair.right, is),
    isReplaced,
    mayNarrow: (differ && !covers(is, was)) || pair.left.isNullable > pair.right.isNullable || forms?.narrow === true,
    mayWiden: (differ && !covers(was, is)) || pair.right.isNullable > pair.left.isNullable || forms?.widen === true,
    ...where,
    patches: isReplaced ? wholePatches(pair) : patches,
  };
}

export const unions: readonly string[] = ["anyOf", "oneOf"];

/** Alternatives that are the whole of a schema; beside other keywords they limit what those say. */
export function isForm(node: JsonObject, keyword: string): boolean {
  const beside = Object.keys(node).filter((name) => name !== keyword && name !== "type" && !notes.has(name));
  return !isJsonArray(node[keyword]) || beside.length === 0;
}

/** Alternatives that came or went; of the same number of them each tells of itself. */
function formsOf({ left, right }: Pair): { readonly narrow: boolean; readonly widen: boolean } | null {
  const counts = unions
    .filter((keyword) => isForm(left.node, keyword) && isForm(right.node, keyword))
    .map((keyword) => {
      const { was, is } = changedBranches(left.node[keyword], right.node[keyword]);
      const had = isJsonArray(left.node[keyword]);
      const has = isJsonArray(right.node[keyword]);
      return { was: was.length, is: is.length, isNew: !had && has, isGone: had && !has, isChoice: keyword === "oneOf" };
    });
  const changed = counts.filter(({ was, is }) => was !== is);
  if (changed.length === 0) return null;
  return {
    narrow: changed.some(({ was, isNew, isGone, isChoice }) => isNew || (was > 0 && !isGone) || isChoice),
    widen: changed.some(({ is, isNew, isGone, isChoice }) => isGone || (is > 0 && !isNew) || isChoice),
  };
}

function wordsOf({ node, isNullable }: View, types: readonly string[] | null): TypeWords {
  const forms = unions.some((keyword) => isJsonArray(node[keyword]) && isForm(node, keyword));
  const says = forms ? sayValue(node) : (sayTypeName(types === null ? undefined : [...types]) ?? "anything");
  return { types, isNullable, says: isNullable ? `${says} or nothing` : says };
}

/** The types that a schema names; `null` where it names none. */
export function typesIn({ type }: JsonObject): readonly string[] | null {
  const types = (isJsonArray(type) ? type : [type]).filter((one) => typeof one === "string");
  return types.length === 0 ? null : types;
}

function typesOf({ node }: View): readonly string[] | null {
  const values = valuesIn(node);
  return values === null ? typesIn(node) : [...new Set(values.map(typeOf))];
}

/** The values that a schema lists; `null` where it lists none. */
export function valuesIn({ enum: values, const: only }: JsonObject): readonly Json[] | null {
  if (only !== undefined) return [only];
  return isJsonArray(values) ? values : null;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (isJsonArray(value)) return "array";
  return Number.isSafeInteger(value) ? "integer" : typeof value;
}

function sameTypes(was: readonly string[] | null, is: readonly string[] | null): boolean {
  return sameJson(was?.toSorted() ?? null, is?.toSorted() ?? null);
}

function covers(large: readonly string[] | null, small: readonly string[] | null): boolean {
  if (large === null) return true;
  return small !== null && small.every((type) => large.includes(type) || isNumberOf(large, type));
}

function areApart(was: readonly string[], is: readonly string[]): boolean {
  return was.every((type) => !is.includes(type) && !isNumberOf(is, type)) && is.every((type) => !isNumberOf(was, type));
}

function isNumberOf(types: readonly string[], type: string): boolean {
  return type === "integer" && types.includes("number");
}
