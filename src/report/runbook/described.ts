import { isJsonObject, type Json } from "../../core/json.ts";
import { sayValue } from "../../core/schema/words/value.ts";

/** What its author says about a value, and what may stand there: `In US dollars. (number, over 0)` */
export function sayDescribed(schema: Json): string {
  const description = isJsonObject(schema) ? schema["description"] : undefined;
  const said = sayValue(schema);
  if (typeof description !== "string" || description.trim() === "") return said;
  return said === "anything" ? description.trim() : `${description.trim()} (${said})`;
}
