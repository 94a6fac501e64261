import { isJsonObject, type JsonObject } from "../json.ts";
import { propertiesOf, schemaParts } from "./walk.ts";

/** The fields that an object may have, said anywhere in its schema; `null` where it may have others too. */
export function fieldsOf(schema: JsonObject): readonly string[] | null {
  const parts = schemaParts(schema)
    .filter(({ path }) => path.every((step) => typeof step === "number" || sameObject.has(step)))
    .map((part) => part.schema);
  if (parts.some(isOpen)) return null;
  const fields = [...new Set(parts.flatMap((part) => Object.keys(propertiesOf(part))))];
  return fields.length === 0 ? null : fields;
}

/** Keywords whose schemas speak about the object itself. */
const sameObject = new Set(["allOf", "anyOf", "oneOf", "if", "then", "else"]);

/** Says that there may be more, or leaves it to a part that is written elsewhere. */
function isOpen({ additionalProperties: others, $ref, $dynamicRef, patternProperties, dependentSchemas }: JsonObject) {
  const welcome = others === true || (isJsonObject(others) && Object.keys(others).length > 0);
  return welcome || [$ref, $dynamicRef, patternProperties, dependentSchemas].some((keyword) => keyword !== undefined);
}
