import { isJsonObject, type JsonObject } from "../../json.ts";
import { propertiesOf, schemaParts } from "../../schema/walk.ts";
import type { ProviderName } from "../names.ts";
import type { Problem } from "./problem.ts";

/**
 * What a provider refuses in the schema of a tool's arguments. One such tool fails every request that
 * offers it, whichever tool the model wants.
 */
export function toolSchemaProblems(provider: ProviderName, schema: JsonObject): readonly Problem[] {
  return [...rootProblems(provider, schema), ...(judges[provider]?.(schema) ?? [])];
}

/** Every provider's reference: arguments are an object. Where no type is written, the export says it. */
function rootProblems(provider: ProviderName, schema: JsonObject): readonly Problem[] {
  const { type = "object" } = schema;
  const wrongType: readonly Problem[] =
    type === "object" ? [] : [{ path: ["type"], problem: "arguments are one object: write `type: object`" }];
  const unions = rootUnions[provider] ?? [];
  return [
    ...wrongType,
    ...unions
      .filter((keyword) => schema[keyword] !== undefined)
      .map((keyword) => ({
        path: [keyword],
        problem: `\`${keyword}\` may not stand at the top: put it into a property`,
      })),
  ];
}

const rootUnions: Partial<Readonly<Record<ProviderName, readonly string[]>>> = {
  // 400 invalid_function_parameters: "schema must have type 'object' and not have
  // 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level" (langchainjs#9804, cecli#281)
  openai: ["oneOf", "anyOf", "allOf", "enum", "not"],
  // 400: "input_schema does not support oneOf, allOf, or anyOf at the top level" (claude-code#5973, #40075)
  anthropic: ["oneOf", "allOf", "anyOf"],
};

const judges: Partial<Readonly<Record<ProviderName, (schema: JsonObject) => readonly Problem[]>>> = {
  // 400 invalid_function_parameters: "In context=('properties', '…'), array schema missing items"
  openai: (schema) =>
    schemaParts(schema)
      .filter((part) => part.schema["type"] === "array" && !isJsonObject(part.schema["items"]))
      .map(({ path }) => ({
        path: [...path, "items"],
        problem: "a list has to say what its items are: write `items: { … }`",
      })),
  // 400: "input_schema.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'"
  anthropic: (schema) =>
    Object.keys(propertiesOf(schema))
      .filter((name) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name))
      .map((name) => ({
        path: ["properties", name],
        problem: `the argument '${name}' is to be called by letters, digits, _, . and -, at most 64`,
      })),
};
