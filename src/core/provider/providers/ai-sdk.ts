import type { Tool } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import type { Provider, Remark, RequestParts } from "../provider.ts";
import { argumentsSchema } from "../schema.ts";
import { readToolChoice, saySettings, type Settings } from "../settings.ts";

/**
 * What AI SDK 6 takes, whoever answers: settings of `generateText`, and its tools as data (`LanguageModelV3FunctionTool`).
 * Shape: https://ai-sdk.dev/docs/reference/ai-sdk-core/generate-text
 */
export const aiSdk: Provider = {
  name: "ai-sdk",
  document: "the settings of generateText",
  says: ["name", "description", "input"],
  anyModel: true,
  tools: (offers) => offers.map((offer) => (offer.kind === "own" ? offer.value : declare(offer.tool))),
  request(parts) {
    const { rendered, tools, model } = parts;
    const settings = model === null ? nothing : saySettings(model, settingsOf(parts), aiSdk.document);
    return {
      request: {
        ...(rendered.system === "" ? {} : { system: rendered.system }),
        messages: rendered.messages.map(({ role, content }) => ({ role, content })),
        ...(tools.length === 0 ? {} : { tools }),
        ...settings.request,
      },
      notCarried: [...settings.notCarried, ...unsaid(parts)],
    };
  },
  missing: () => [],
};

const nothing = { request: {}, notCarried: [] };

function declare({ name, description, input }: Tool): JsonObject {
  const inputSchema = argumentsSchema(input);
  return { type: "function", name, ...(description === "" ? {} : { description }), inputSchema };
}

function settingsOf({ declared }: RequestParts): Settings {
  return {
    temperature: (temperature) => ({ temperature }),
    top_p: (topP) => ({ topP }),
    top_k: (topK) => ({ topK }),
    max_output_tokens: (maxOutputTokens) => ({ maxOutputTokens }),
    stop: (stopSequences) => ({ stopSequences }),
    seed: (seed) => ({ seed }),
    tool_choice: (value): JsonObject | null => {
      const choice = readToolChoice(value, declared);
      if (choice === null) return null;
      return { toolChoice: choice.kind === "tool" ? { type: "tool", toolName: choice.name } : choice.kind };
    },
  };
}

function unsaid({ contract }: RequestParts): readonly Remark[] {
  const code = "it is code there: the application gives it";
  return [
    ...["provider", "name"].map((field) => ({ path: ["model", field], why: code })),
    ...(contract.output === null ? [] : [{ path: ["output", "schema"], why: code }]),
  ];
}
