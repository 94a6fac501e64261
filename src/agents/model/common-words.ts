import type { Tool } from "../../core/contract/contract.ts";
import { toolDefaults } from "../../core/contract/defaults.ts";
import type { ModelRequest } from "../../core/golden/exchange.ts";
import { isJsonObject, type Json } from "../../core/json.ts";
import { sayPath } from "../../core/place.ts";
import { argumentsSchema, orderedSchema } from "../../core/provider/schema.ts";
import { readToolChoice } from "../../core/provider/settings.ts";
import type { LanguageModelV3FunctionTool } from "./load.ts";
import type { Worded } from "./wording.ts";

/** A request in the words that the SDK has for all providers. */
export function inCommonWords({ model, tools, output }: ModelRequest): Worded {
  const declared = tools.filter(({ provider_tool }) => provider_tool === null);
  const { provider, name: _, options = null, ...settings } = model;
  const said = Object.entries(settings).map(([setting, value]) => ({
    setting,
    option: commonOption(
      setting,
      value,
      declared.map(({ name }) => ({ name, aliases: toolDefaults.aliases })),
    ),
  }));
  const own = isJsonObject(options) && isJsonObject(options[provider]) ? options[provider] : null;
  const call: Worded["call"] = {
    ...Object.assign({}, ...said.map(({ option }) => option ?? {})),
    ...(declared.length === 0 ? {} : { tools: declared.map(declare) }),
    ...(output === null
      ? {}
      : { responseFormat: { type: "json", name: "answer", schema: orderedSchema(output.schema) } }),
  };
  return {
    body: own ?? {},
    headers: {},
    call,
    system: false,
    unsaid: [
      ...said.flatMap(({ setting, option }) =>
        option === null
          ? [
              {
                setting: sayPath(["model", setting]),
                why: `the SDK has no word for it; say it under ${sayPath(["model", "options", provider])}`,
              },
            ]
          : [],
      ),
      ...tools.flatMap(({ name, provider_tool }) =>
        provider_tool === null
          ? []
          : [{ setting: sayPath(["tools", name]), why: `own tools of ${provider} cannot be offered` }],
      ),
    ],
  };
}

function declare({ name, description, input }: ModelRequest["tools"][number]): LanguageModelV3FunctionTool {
  const told = description === "" ? {} : { description };
  return { type: "function", name, ...told, inputSchema: argumentsSchema(input) };
}

/** A setting in the words that the SDK has for all providers. */
function commonOption(
  setting: string,
  value: Json,
  declared: readonly Pick<Tool, "name" | "aliases">[],
): Partial<Worded["call"]> | null {
  const word = Object.hasOwn(commonWords, setting) ? commonWords[setting] : undefined;
  if (word !== undefined) return { [word]: value };
  if (setting !== "tool_choice") return null;
  const choice = readToolChoice(value, declared);
  if (choice === null) return null;
  return { toolChoice: choice.kind === "tool" ? { type: "tool", toolName: choice.name } : { type: choice.kind } };
}

const commonWords: Readonly<Record<string, string>> = {
  temperature: "temperature",
  max_output_tokens: "maxOutputTokens",
  top_p: "topP",
  top_k: "topK",
  stop: "stopSequences",
  seed: "seed",
};
