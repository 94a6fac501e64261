import { isJsonObject, type JsonObject } from "../../json.ts";
import { mapSchema } from "../../schema/walk.ts";
import type { ContractRule } from "../rule.ts";

export const outputOrderUnknown: ContractRule = {
  id: "OUTPUT_ORDER_UNKNOWN",
  alone: true,
  level: "law",
  purpose: "The order of an answer's fields is known: it is the order in which the model writes them.",
  remedy: "Say the order with `propertyOrdering: [ … ]`, or give the fields names that are no numbers.",
  judge({ written }) {
    const lost: string[] = [];
    const visit = (schema: JsonObject): JsonObject => {
      lost.push(...namesWithoutOrder(schema));
      return schema;
    };
    if (written.output !== undefined) mapSchema(written.output.schema, visit);
    if (lost.length === 0) return [];
    return [
      {
        path: ["output", "schema"],
        message: `fields that are called by whole numbers (${lost.join(", ")}) do not keep their order`,
        hint: "write the order out: propertyOrdering: [ … ], or give them names",
      },
    ];
  },
};

/** JavaScript sorts keys that look like array indexes, whatever order they were written in. */
function namesWithoutOrder({ properties, propertyOrdering }: JsonObject): readonly string[] {
  if (!isJsonObject(properties) || propertyOrdering !== undefined) return [];
  const names = Object.keys(properties);
  return names.length < 2 ? [] : names.filter((name) => /^(?:0|[1-9]\d*)$/.test(name));
}
