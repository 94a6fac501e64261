import { isJsonArray, type JsonObject } from "../json.ts";
import { type UsedName, usedNames } from "./template/names.ts";
import { parseTemplate } from "./template/parse.ts";

/**
 * The shortest prefix that is cached at all. OpenAI, "Prompt caching": "available for prompts containing 1024 tokens
 * or more"; Anthropic, "Prompt caching", "Cache limitations": 1024 for most models, more for the small ones.
 */
export const leastCached = 1024;

/** The first use of a variable with many values; what a label says is the same for all that it serves. */
export function firstVolatile(template: string, variables: Readonly<Record<string, JsonObject>>): UsedName | null {
  if (!template.includes("{{")) return null;
  const used = usedNames(parseTemplate(template).nodes, variables);
  return (
    used
      .filter(({ name }) => {
        const [first = ""] = name.split(".");
        return first !== "environment" && !hasFewValues(variables[first]);
      })
      .toSorted((left, right) => left.offset - right.offset)[0] ?? null
  );
}

function hasFewValues(schema: JsonObject | undefined): boolean {
  if (schema === undefined) return false;
  const { enum: values, const: value, type } = schema;
  return type === "boolean" || value !== undefined || (isJsonArray(values) && values.length <= few);
}

const few = 8;
