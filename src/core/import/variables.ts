import type { Json, JsonObject } from "../json.ts";
import { matchesSchema } from "../schema/validate.ts";
import { propertiesOf, requiredOf } from "../schema/walk.ts";
import type { Notebook } from "./notes.ts";

/**
 * The properties of an input schema as variables of a contract. What may be left out there gets a default that
 * renders as nothing, because a variable without a value is an error here.
 *
 * @param defaults values that the source gives
 */
export function variablesFrom(
  input: JsonObject,
  defaults: JsonObject,
  notes: Notebook,
): Readonly<Record<string, JsonObject>> {
  const required = new Set(requiredOf(input));
  const entries = Object.entries(propertiesOf(input)).map(([name, part]): [string, JsonObject] => {
    const schema = typeof part === "object" && part !== null && !Array.isArray(part) ? (part as JsonObject) : {};
    return [name, withDefault(name, schema, defaults[name], required.has(name), notes)];
  });
  for (const name of Object.keys(defaults)) {
    if (!entries.some(([known]) => known === name)) notes.drop(name, "default", "no such variable is declared");
  }
  return Object.fromEntries(entries);
}

function withDefault(
  name: string,
  schema: JsonObject,
  given: Json | undefined,
  required: boolean,
  notes: Notebook,
): JsonObject {
  if (given !== undefined) {
    if (matchesSchema(schema, given)) return { ...schema, default: given };
    notes.drop(name, "default", "it does not fit the type of the variable");
  }
  if (required || "default" in schema) return schema;
  const nothing = ["", false, []].find((value) => matchesSchema(schema, value));
  if (nothing === undefined || Object.keys(schema).length === 0) {
    notes.assume(
      name,
      "variables",
      "it may be left out there, and has to be given here: no value of it renders as nothing",
    );
    return schema;
  }
  notes.assume(name, "variables", "it may be left out: it has a default that renders as nothing");
  return { ...schema, default: nothing };
}
