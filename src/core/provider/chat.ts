import type { Model, Output, Tool } from "../contract/contract.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { addOptions } from "./export.ts";
import { outputSchemaProblems } from "./limits/output-schema.ts";
import type { Remark, Said } from "./provider.ts";
import { argumentsSchema, orderedSchema } from "./schema.ts";
import { readToolChoice, saySettings, type Settings } from "./settings.ts";

type OfferedTool = Pick<Tool, "name" | "description" | "input" | "aliases" | "provider_tool">;

/** The body of POST /chat/completions, beside the conversation. */
const document = "the body of POST /chat/completions";

/**
 * Tools, settings and format of an answer in the words of chat completions, which OpenAI invented and most others
 * speak. Shape: https://platform.openai.com/docs/api-reference/chat/create
 */
export function sayChat(model: Model, tools: readonly OfferedTool[], output: Pick<Output, "schema"> | null): Said {
  const offered = tools.map((tool) => ({ tool, declaration: declare(tool, model.provider) }));
  const declarations = offered.flatMap(({ declaration }) => declaration ?? []);
  const declared = tools.filter(({ provider_tool }) => provider_tool === null);
  const settings = saySettings(model, settingsOf(declared, model.provider), document);
  const said = {
    ...(declarations.length === 0 ? {} : { tools: declarations }),
    ...(output === null ? {} : { response_format: formatOf(output.schema) }),
    ...settings.request,
  };
  const options = optionsOf(model);
  const added = addOptions(said, options.value, ["model", "options", options.name]);
  return {
    request: added.request,
    notCarried: [
      ...settings.notCarried,
      ...added.notCarried,
      ...offered.flatMap(({ tool, declaration }) => (declaration === null ? [foreign(tool, model.provider)] : [])),
    ],
  };
}

function declare({ name, description, input, provider_tool }: OfferedTool, provider: string): JsonObject | null {
  if (provider_tool !== null) {
    const own = provider_tool[provider];
    return isJsonObject(own) ? own : null;
  }
  const told: JsonObject = description === "" ? {} : { description };
  return { type: "function", function: { name, ...told, parameters: argumentsSchema(input) } };
}

function foreign({ name, provider_tool }: OfferedTool, provider: string): Remark {
  const owners = Object.keys(provider_tool ?? {}).join(", ");
  return { path: ["tools", name], why: `it is a tool of ${owners}, and nothing says what ${provider} has instead` };
}

function settingsOf(declared: readonly OfferedTool[], provider: string): Settings {
  return {
    temperature: (temperature) => ({ temperature }),
    top_p: (top_p) => ({ top_p }),
    // OpenAI calls the old name deprecated, and its reasoning models refuse it; the others know no other.
    max_output_tokens: (limit): JsonObject =>
      provider.startsWith("openai.") ? { max_completion_tokens: limit } : { max_tokens: limit },
    stop: (stop) => ({ stop }),
    seed: (seed) => ({ seed }),
    reasoning_effort: (reasoning_effort) => ({ reasoning_effort }),
    parallel_tool_calls: (parallel_tool_calls) => ({ parallel_tool_calls }),
    tool_choice: (value) => {
      const choice = readToolChoice(value, declared);
      if (choice === null) return null;
      if (choice.kind !== "tool") return { tool_choice: choice.kind };
      return { tool_choice: { type: "function", function: { name: choice.name } } };
    },
  };
}

function formatOf(schema: JsonObject): JsonObject {
  const ordered = orderedSchema(schema);
  const strict = outputSchemaProblems("openai", ordered).length === 0;
  return { type: "json_schema", json_schema: { name: "answer", schema: ordered, strict } };
}

/** Options stand under the provider, or under its company (`openai` for `openai.chat`). */
function optionsOf({ provider, options }: Model): { readonly name: string; readonly value: JsonObject } {
  const map: Json = options ?? null;
  const names = [provider, provider.split(".")[0] ?? provider];
  const name = names.find((one) => isJsonObject(map) && isJsonObject(map[one])) ?? provider;
  const value = isJsonObject(map) ? map[name] : null;
  return { name, value: isJsonObject(value ?? null) ? (value as JsonObject) : {} };
}
