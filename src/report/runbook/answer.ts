import type { Contract } from "../../core/contract/contract.ts";
import { isJsonArray, type JsonObject } from "../../core/json.ts";
import { withoutReferences } from "../../core/schema/words/references.ts";
import { sayValue } from "../../core/schema/words/value.ts";
import { propertiesOf, requiredOf } from "../../core/schema/walk.ts";
import { type Block, list, paragraph, table } from "../report.ts";
import { sayDescribed } from "./described.ts";

export function answerBlocks({ output }: Contract): readonly Block[] {
  if (output === null) return [paragraph("Free text.")];
  const schema = withoutReferences(output.schema);
  const demanded = requiredOf(schema);
  const fields = fieldsInOrder(schema).map(([name, field]) => [
    name,
    `${demanded.includes(name) ? "" : "may be missing; "}${sayDescribed(field)}`,
  ]);
  const notes = [
    ...(output.readers === "strict" ? ["what reads it refuses what it does not know"] : []),
    ...(output.enforce === "none" ? ["the model is asked for this form, and not held to it"] : []),
  ];
  return [
    fields.length === 0 ? paragraph(`${sayValue(schema)}.`) : table(["field", "what it is"], fields),
    ...(notes.length === 0 ? [] : [list(notes)]),
  ];
}

/** In the order in which the model writes them. */
function fieldsInOrder(schema: JsonObject): readonly (readonly [string, JsonObject[string]])[] {
  const order = isJsonArray(schema["propertyOrdering"]) ? schema["propertyOrdering"] : [];
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(propertiesOf(schema)).toSorted(([left], [right]) => rank(left) - rank(right));
}
