import type { Contract, Tool } from "../../core/contract/contract.ts";
import { budgetDefaults, sessionDefaults, toolDefaults } from "../../core/contract/defaults.ts";
import type { ModelRequest } from "../../core/golden/exchange.ts";
import { isJsonArray, type JsonObject } from "../../core/json.ts";
import { sayPath } from "../../core/place.ts";
import { sayChat } from "../../core/provider/chat.ts";
import { exportContract } from "../../core/provider/export.ts";
import type { ProviderName } from "../../core/provider/names.ts";
import type { Remark } from "../../core/provider/provider.ts";
import { inCommonWords } from "./common-words.ts";
import type { LanguageModelV3CallOptions } from "./load.ts";
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
      return inCommonWords(request);
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
