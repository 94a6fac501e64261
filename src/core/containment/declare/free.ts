import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import { conjuncts, type Follow, groups, type Place } from "./place.ts";

/**
 * Whether an object may stand at a place of which no property is declared: then the schema leaves open what is in
 * it, and whoever writes one has to invent names.
 */
export function isFree(place: Place, follow: Follow, above: readonly Json[] = []): boolean {
  return place.every((schema) => leavesOpen(schema, follow, above));
}

function leavesOpen(schema: Json, follow: Follow, above: readonly Json[]): boolean {
  if (!isJsonObject(schema) || above.includes(schema)) return true;
  if (schema["properties"] !== undefined || schema["patternProperties"] !== undefined) return false;
  const together = conjuncts(schema, follow);
  if (together === null) return true;
  const below = [...above, schema];
  return (
    isFree(together, follow, below) &&
    groups(schema).every((group) =>
      group.some((parts) => parts.every((part) => takesObjects(part, follow)) && isFree(parts, follow, below)),
    )
  );
}

/** Whether a schema, at a first look, is one for objects too. */
function takesObjects(schema: Json, follow: Follow, depth = 0): boolean {
  if (!isJsonObject(schema)) return schema !== false;
  const { type, const: only, enum: among } = schema;
  const types = isJsonArray(type) ? type : [type];
  if (type !== undefined && !types.includes("object")) return false;
  if (only !== undefined && !isJsonObject(only)) return false;
  if (isJsonArray(among) && !among.some(isJsonObject)) return false;
  return depth > 20 || (conjuncts(schema, follow) ?? []).every((part) => takesObjects(part, follow, depth + 1));
}
