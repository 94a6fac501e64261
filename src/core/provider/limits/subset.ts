import { isJsonObject, type JsonObject } from "../../json.ts";
import { propertiesOf, type SchemaPart } from "../../schema/walk.ts";
import type { Problem } from "./problem.ts";

/** The part of JSON Schema that a provider enforces in answers. */
export interface Subset {
  readonly keywords: ReadonlySet<string>;
  /** What is demanded of the schema as a whole. */
  whole(schema: JsonObject, parts: readonly SchemaPart[]): readonly Problem[];
  /** What is demanded of each schema in it. */
  judge(part: SchemaPart): readonly Problem[];
}

/** `propertyOrdering` is written as the order of the keys where it is not known. */
export const commonKeywords = words(
  "type properties required additionalProperties items enum anyOf $ref $defs $schema title description propertyOrdering",
);

export function words(text: string): readonly string[] {
  return text.split(" ");
}

export function closed(title: string, { path, schema }: SchemaPart): readonly Problem[] {
  const isObject = schema["type"] === "object" || isJsonObject(schema["properties"]);
  if (!isObject || schema["additionalProperties"] === false) return [];
  const problem = `${title} wants \`additionalProperties: false\` in every object`;
  return [{ path: [...path, "additionalProperties"], problem }];
}

/** @param sayType the keywords of which one has to be there */
export function typed(title: string, { path, schema }: SchemaPart, sayType: readonly string[]): readonly Problem[] {
  const free = Object.entries(propertiesOf(schema)).filter(([, value]) => !isJsonObject(value));
  const said = sayType.some((keyword) => schema[keyword] !== undefined);
  return [...(said ? [] : [[...path, "type"]]), ...free.map(([name]) => [...path, "properties", name])].map((at) => ({
    path: at,
    problem: `${title} wants every part to say its type`,
  }));
}

export function formatted({ path, schema }: SchemaPart, known: readonly string[]): readonly Problem[] {
  const { format } = schema;
  if (typeof format !== "string" || known.includes(format)) return [];
  const problem = `the format '${format}' is not enforced; known are ${known.join(", ")}`;
  return [{ path: [...path, "format"], problem }];
}
