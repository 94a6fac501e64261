import type { Contract, Tool } from "../../core/contract/contract.ts";
import { budgetDefaults, sessionDefaults, toolDefaults } from "../../core/contract/defaults.ts";
import type { ModelRequest } from "../../core/golden/exchange.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { sayPath } from "../../core/place.ts";
import { sayChat } from "../../core/provider/chat.ts";
import { exportContract } from "../../core/provider/export.ts";
import type { ProviderName } from "../../core/provider/names.ts";
import type { Remark } from "../../core/provider/provider.ts";
import { argumentsSchema, orderedSchema } from "../../core/provider/schema.ts";
import { readToolChoice } from "../../core/provider/settings.ts";
import type { LanguageModelV3CallOptions, LanguageModelV3FunctionTool } from "./load.ts";
import type { Wording } from "./packages.ts";

/** A request, beside its conversation. */
export interface Worded {
  /** What is laid over the body that the SDK makes, so that schemas and options arrive as they are written. */
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  /** What the SDK is told. */
  readonly call: Omit<LanguageModelV3CallOptions, "prompt">;
  /** Whether the body holds the system text. */
  readonly system: boolean;
  /** Settings that are not sent. */
  readonly unsaid: readonly Unsaid[];
}

export interface Unsaid {
  readonly setting: string;
  readonly why: string;
}

/** Says a request in a provider's own words, or, where those are not known here, in the SDK's. */
export function wordRequest(request: ModelRequest, wording: Wording): Worded {
  switch (wording) {
    case "openai":
    case "anthropic":
    case "gemini":
      return inOwnWords(request, wording);
    case "chat":
      return inChat(request);
    case "common":
      return inCommon(request);
  }
}

function inOwnWords(request: ModelRequest, name: ProviderName): Worded {
  const contract = contractOf(request);
  const rendered = { system: request.system, messages: [], tools: contract.tools };
  const { request: said, notCarried } = exportContract(name, contract, rendered);
  const { input: _, messages: __, contents: ___, betas = null, ...body } = said;
  return {
    body,
    headers: isJsonArray(betas) && betas.length > 0 ? { "anthropic-beta": betas.join(",") } : {},
    call: name === "openai" ? { providerOptions: { openai: memoryOf(request, body) } } : {},
    system: true,
    unsaid: unsaid(notCarried),
  };
}

/**
 * Nothing is kept at OpenAI unless the contract says so: the whole conversation is sent each time, with its reasoning
 * encrypted. What OpenAI's own tools found can be sent back by its name only, so there it has to be kept.
 */
function memoryOf({ model, tools }: ModelRequest, { store }: JsonObject): { store: boolean; forceReasoning?: true } {
  const own = tools.some(({ provider_tool }) => provider_tool !== null);
  const reasons = model["reasoning_effort"] !== undefined;
  return { store: typeof store === "boolean" ? store : own, ...(reasons ? { forceReasoning: true } : {}) };
}

/** As much of a contract as a request says, and nothing of what a runtime keeps. */
function contractOf({ model, output, tools }: ModelRequest): Contract {
  return {
    name: "answer",
    model,
    variables: {},
    system: [],
    messages: [],
    tools: tools.map(complete),
    output: output === null ? null : { schema: output.schema, enforce: "provider", readers: "strict" },
    guardrails: [],
    budgets: budgetDefaults,
    stop_reasons: [],
    knowledge: [],
    sessions: sessionDefaults,
  };
}

function complete(tool: ModelRequest["tools"][number]): Tool {
  return { ...toolDefaults, ...tool };
}

function inChat({ model, tools, output }: ModelRequest): Worded {
  const { request: body, notCarried } = sayChat(model, tools.map(complete), output);
  return { body, headers: {}, call: {}, system: false, unsaid: unsaid(notCarried) };
}

/** Remarks about what would change an answer: not about what the runtime keeps, or what is for others. */
function unsaid(remarks: readonly Remark[]): readonly Unsaid[] {
  return remarks
    .filter(({ path: [part, field, ...deeper] }) => {
      if (part === "model") return field !== "name" && (field !== "options" || deeper.length > 1);
      return part === "output" ? field === "schema" : part === "tools" && deeper.length === 0;
    })
    .map(({ path, why }) => ({ setting: sayPath(path), why }));
}

function inCommon({ model, tools, output }: ModelRequest): Worded {
  const declared = tools.filter(({ provider_tool }) => provider_tool === null);
  const { provider, name: _, options = null, ...settings } = model;
  const said = Object.entries(settings).map(([setting, value]) => ({
    setting,
    option: commonOption(setting, value, declared.map(complete)),
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
function commonOption(setting: string, value: Json, declared: readonly Tool[]): Partial<Worded["call"]> | null {
  const word = commonWords[setting];
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
