import { isJsonArray, isJsonObject, type JsonObject, sameJson } from "../../json.ts";
import type { SchemaEdit } from "./edit.ts";
import { located, type Pair } from "./pair.ts";
import { typesIn, valuesIn } from "./types.ts";
import { valuesMissing } from "./values.ts";

/** Which values are listed. */
export function valueEdits(pair: Pair): readonly SchemaEdit[] {
  const [was, is] = [valuesIn(pair.left.node), valuesIn(pair.right.node)];
  if (was === null && is === null) return [];
  const gone = was === null || is === null ? [] : valuesMissing(was, is);
  const come = was === null || is === null ? [] : valuesMissing(is, was);
  const [mayNarrow, mayWiden] = [gone.length > 0 || was === null, come.length > 0 || is === null];
  if (!mayNarrow && !mayWiden) return [];
  return [{ kind: "values", was, is, mayNarrow, mayWiden, ...located(pair, ["enum", "const", "anyOf", "oneOf"]) }];
}

/** Whether fields that nobody names are taken. */
export function openness(pair: Pair): readonly SchemaEdit[] {
  const [wasClosed, isClosed] = [isClosedNode(pair.left.node), isClosedNode(pair.right.node)];
  const [was, is] = [pair.left.node["additionalProperties"], pair.right.node["additionalProperties"]];
  if (wasClosed === isClosed || isJsonObject(was) || isJsonObject(is) || !speaksOfFields(pair)) return [];
  const where = located(pair, ["additionalProperties", "unevaluatedProperties"]);
  return [{ kind: isClosed ? "closed" : "opened", mayNarrow: isClosed, mayWiden: wasClosed, ...where }];
}

function isClosedNode(node: JsonObject): boolean {
  return node["additionalProperties"] === false || node["unevaluatedProperties"] === false;
}

function speaksOfFields({ left, right }: Pair): boolean {
  return [left, right].some(({ node }) => (typesIn(node) ?? ["object"]).includes("object"));
}

export function standardEdit(pair: Pair): readonly SchemaEdit[] {
  const [was, is] = [pair.left.standard, pair.right.standard];
  if (sameJson(was, is)) return [];
  const { patches: _, ...where } = located(pair, ["default"]);
  return [{ kind: "default", was, is, mayNarrow: false, mayWiden: false, patches: null, ...where }];
}

/** In which order an answer is written; fields that came and went tell of themselves. */
export function ordering(pair: Pair): readonly SchemaEdit[] {
  const [left, right] = [orderIn(pair.left.node), orderIn(pair.right.node)];
  const was = left.filter((name) => right.includes(name));
  const is = right.filter((name) => left.includes(name));
  if (sameJson(was, is)) return [];
  const { patches: _, ...where } = located(pair, ["propertyOrdering"]);
  return [{ kind: "order", was, is, mayNarrow: false, mayWiden: false, patches: null, ...where }];
}

function orderIn(node: JsonObject): readonly string[] {
  const { propertyOrdering: order = null } = node;
  return isJsonArray(order) ? order.filter((name) => typeof name === "string") : [];
}
