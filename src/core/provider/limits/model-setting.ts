import type { Model } from "../../contract/contract.ts";
import type { Json } from "../../json.ts";
import { sayList } from "../../text.ts";
import type { ProviderName } from "../names.ts";
import { anthropicModel, geminiModel, openaiModel } from "./model-family.ts";
import type { Problem } from "./problem.ts";

/** Settings that the named model refuses. A model that is not known here gets no opinion. */
export function modelSettingProblems(provider: ProviderName, model: Model): readonly Problem[] {
  const settings = judges[provider]?.(model) ?? [];
  return settings.filter(({ path: [setting = ""] }) => model[setting] !== undefined);
}

const judges: Partial<Readonly<Record<ProviderName, (model: Model) => readonly Problem[]>>> = {
  openai: openaiProblems,
  anthropic: anthropicProblems,
  gemini: geminiProblems,
};

function openaiProblems(model: Model): readonly Problem[] {
  const { name, reasoning_effort: effort } = model;
  const family = openaiModel(name);
  return [
    // API reference: neither Responses nor Chat Completions has such a parameter.
    ...refuse(["top_k", "reasoning_tokens"], "OpenAI has no such setting"),
    ...atMost(model, "temperature", 2, "OpenAI"),
    // developers.openai.com, "Parameter compatibility" of the guides of GPT-5.2 and 5.4: temperature, top_p and
    // logprobs are "only supported … with reasoning effort set to none"; requests "with any other reasoning
    // effort setting, or to older GPT-5 models … that include these fields will raise an error". "Reasoning
    // models", "Limitations", says the same of the o-series. The default value is taken in Chat Completions.
    ...(family === "reasons" || (family === "may reason" && effort !== undefined && effort !== "none")
      ? refuse(sampling(model), `${name} reasons, and takes no other than the default`)
      : []),
    // API reference, `reasoning`: "gpt-5 and o-series models only".
    ...(family === "does not reason" ? refuse(["reasoning_effort"], `${name} does not reason`) : []),
    ...oneOf(model, "reasoning_effort", openaiEfforts(name, family)),
  ];
}

/** API reference, ReasoningEffort: "All models before gpt-5.1 … do not support none"; `minimal` came with gpt-5. */
function openaiEfforts(name: string, family: ReturnType<typeof openaiModel>): readonly string[] {
  const all = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];
  if (family !== "reasons") return all;
  return /^o\d/.test(name) ? ["low", "medium", "high"] : ["minimal", "low", "medium", "high"];
}

function anthropicProblems(model: Model): readonly Problem[] {
  const { name, temperature, top_p, reasoning_tokens: thinking, max_output_tokens: most, tool_choice } = model;
  const { samples, budgets, both } = anthropicModel(name);
  const thinks = typeof thinking === "number" && thinking > 0;
  return [
    ...refuse(["seed"], "Anthropic has no such setting"),
    // API reference: "Ranges from 0.0 to 1.0."
    ...atMost(model, "temperature", 1, "Anthropic"),
    // Migration guide to Claude Opus 4.7: any other value than the default "will return a 400 error".
    ...(!samples ? refuse([...sampling(model), "top_k"], `${name} takes no other than the default`) : []),
    // 400: "`temperature` and `top_p` cannot both be specified for this model" (from Claude Opus 4.1 on)
    ...(samples && !both && temperature !== undefined && top_p !== undefined
      ? refuse(["top_p"], `${name} takes a temperature or a top_p, not both`)
      : []),
    // 400: "thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"
    ...(thinks && !budgets
      ? refuse(["reasoning_tokens"], `${name} decides itself how long it thinks: write reasoning_effort`)
      : []),
    // API reference, ThinkingConfigEnabled: "Must be ≥1024 and less than max_tokens."
    ...(thinks && thinking < 1024 ? refuse(["reasoning_tokens"], "Anthropic wants at least 1024") : []),
    ...(thinks && typeof most === "number" && thinking >= most
      ? refuse(["reasoning_tokens"], `it has to be less than max_output_tokens, which is ${most}`)
      : []),
    // "Extended thinking", "Feature compatibility": not with temperature or top_k, nor with forced tool use;
    // top_p between 0.95 and 1.
    ...(thinks && samples ? refuse([...(temperature === 1 ? [] : ["temperature"]), "top_k"], whileThinking) : []),
    ...(thinks && samples && typeof top_p === "number" && top_p < 0.95
      ? refuse(["top_p"], "it has to be 0.95 at least while the model thinks (reasoning_tokens)")
      : []),
    ...(thinks && tool_choice !== "auto" && tool_choice !== "none" ? refuse(["tool_choice"], whileThinking) : []),
    // API reference, OutputConfig.effort; 400: "This model does not support effort level 'xhigh'. Supported
    // levels: high, low, max, medium."
    ...oneOf(model, "reasoning_effort", /-4-6(?:-|$)/.test(name) ? efforts : [...efforts, "xhigh"]),
  ];
}

const efforts = ["low", "medium", "high", "max"];

const whileThinking = "it cannot be set while the model thinks (reasoning_tokens)";

function geminiProblems(model: Model): readonly Problem[] {
  const { name, reasoning_tokens: thinking } = model;
  return [
    // API reference: functionCallingConfig says nothing of parallel calls.
    ...refuse(["parallel_tool_calls"], "Gemini has no such setting"),
    // API reference, GenerationConfig: "Values can range from [0.0, 2.0]."
    ...atMost(model, "temperature", 2, "Gemini"),
    // "Thinking": "Gemini 2.5 series models don't support thinkingLevel; use thinkingBudget instead."
    ...(geminiModel(name) === "2.5" ? refuse(["reasoning_effort"], `${name} takes reasoning_tokens instead`) : []),
    // "You cannot use both thinking_level and the legacy thinking_budget parameter in the same request."
    ...(thinking === undefined || geminiModel(name) === "2.5"
      ? []
      : refuse(["reasoning_effort"], "Gemini takes it or reasoning_tokens, not both")),
    ...oneOf(model, "reasoning_effort", ["minimal", "low", "medium", "high"]),
  ];
}

/** The sampling settings whose value is not the default, 1. */
function sampling({ temperature, top_p }: Model): readonly string[] {
  return [...(temperature === 1 ? [] : ["temperature"]), ...(top_p === 1 ? [] : ["top_p"])];
}

function refuse(settings: readonly string[], problem: string): readonly Problem[] {
  return settings.map((setting) => ({ path: [setting], problem }));
}

function atMost(model: Model, setting: string, most: number, title: string): readonly Problem[] {
  const value = model[setting];
  return typeof value === "number" && value > most ? refuse([setting], `${title} takes 0 to ${most}`) : [];
}

function oneOf(model: Model, setting: string, known: readonly string[]): readonly Problem[] {
  const value: Json | undefined = model[setting];
  if (typeof value !== "string" || known.includes(value)) return [];
  return refuse([setting], `${model.name} takes ${sayList(known, "or")}`);
}
