import type { Output, Tool } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import { modelMissing } from "../omissions.ts";
import type { Offer, Provider, Remark, RequestParts, Said } from "../provider.ts";
import { argumentsSchema, orderedSchema } from "../schema.ts";
import { merge, readToolChoice, saySettings, type Settings } from "../settings.ts";

/** Google's generateContent. Shape: https://ai.google.dev/api/generate-content */
export const gemini: Provider = {
  name: "gemini",
  document: "the body of POST /v1beta/models/<model>:generateContent",
  says: ["name", "description", "input", "output"],
  tools(offers) {
    const declared = offers.flatMap((offer) => (offer.kind === "function" ? [declare(offer.tool)] : []));
    const own = offers.flatMap((offer: Offer) => (offer.kind === "own" ? [offer.value] : []));
    return [...(declared.length === 0 ? [] : [{ functionDeclarations: declared }]), ...own];
  },
  request(parts) {
    const { contract, rendered, tools, model } = parts;
    const settings = model === null ? nothing : saySettings(model, settingsOf(parts), gemini.document);
    const format = formatOf(contract.output, parts);
    const address: Remark[] =
      model === null
        ? []
        : [{ path: ["model", "name"], why: `it stands in the address: ${model.name}:generateContent` }];
    return {
      request: {
        ...(rendered.system === "" ? {} : { systemInstruction: { parts: [{ text: rendered.system }] } }),
        contents: rendered.messages.map(({ role, content }) => ({
          role: role === "assistant" ? "model" : role,
          parts: [{ text: content }],
        })),
        ...(tools.length === 0 ? {} : { tools }),
        ...merge(format.request, settings.request),
      },
      notCarried: [...address, ...settings.notCarried, ...format.notCarried],
    };
  },
  missing: (_, model) => (model === null ? [modelMissing("Gemini")] : []),
};

const nothing = { request: {}, notCarried: [] };

function declare({ name, description, input, output }: Tool): JsonObject {
  return {
    name,
    description,
    // The field that takes JSON Schema; `parameters` takes a dialect of OpenAPI with types in upper case.
    parametersJsonSchema: argumentsSchema(input),
    ...(output === null ? {} : { responseJsonSchema: orderedSchema(output) }),
  };
}

function settingsOf({ declared }: RequestParts): Settings {
  const config = (field: string) => (value: JsonObject[string]) => ({ generationConfig: { [field]: value } });
  return {
    temperature: config("temperature"),
    top_p: config("topP"),
    top_k: config("topK"),
    max_output_tokens: config("maxOutputTokens"),
    stop: config("stopSequences"),
    seed: config("seed"),
    reasoning_effort: (thinkingLevel) => ({ generationConfig: { thinkingConfig: { thinkingLevel } } }),
    reasoning_tokens: (thinkingBudget) => ({ generationConfig: { thinkingConfig: { thinkingBudget } } }),
    tool_choice: (value): JsonObject | null => {
      const choice = readToolChoice(value, declared);
      if (choice === null) return null;
      const modes = { auto: "AUTO", none: "NONE", required: "ANY", tool: "ANY" } as const;
      const allowed: JsonObject = choice.kind === "tool" ? { allowedFunctionNames: [choice.name] } : {};
      return { toolConfig: { functionCallingConfig: { mode: modes[choice.kind], ...allowed } } };
    },
  };
}

function formatOf(output: Output | null, { tools, model }: RequestParts): Said {
  if (output === null || output.enforce === "none") return nothing;
  // 400: "Function calling with a response mime type: 'application/json' is unsupported" (python-genai#867)
  if (tools.length > 0 && model !== null && /^(?:models\/)?gemini-[12][.-]/.test(model.name)) {
    const why = `it is not sent, because ${model.name} takes no schema beside tools`;
    return { request: {}, notCarried: [{ path: ["output", "schema"], why }] };
  }
  const responseJsonSchema = orderedSchema(output.schema, "keep");
  const generationConfig = { responseMimeType: "application/json", responseJsonSchema };
  return { request: { generationConfig }, notCarried: [] };
}
