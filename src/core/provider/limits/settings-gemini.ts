import type { Model } from "../../contract/contract.ts";
import type { Problem } from "./problem.ts";
import { atMost, oneOf, refuse } from "./setting.ts";

export function geminiProblems(model: Model): readonly Problem[] {
  const { name, reasoning_tokens: thinking } = model;
  return [
    // API reference: functionCallingConfig says nothing of parallel calls.
    ...refuse(["parallel_tool_calls"], "Gemini has no such setting"),
    // API reference, GenerationConfig: "Values can range from [0.0, 2.0]."
    ...atMost(model, "temperature", 2, "Gemini"),
    // "Thinking": "Gemini 2.5 series models don't support thinkingLevel; use thinkingBudget instead."
    ...(takesBudgets(name) ? refuse(["reasoning_effort"], `${name} takes reasoning_tokens instead`) : []),
    // "You cannot use both thinking_level and the legacy thinking_budget parameter in the same request."
    ...(thinking === undefined || takesBudgets(name)
      ? []
      : refuse(["reasoning_effort"], "Gemini takes it or reasoning_tokens, not both")),
    ...oneOf(model, "reasoning_effort", ["minimal", "low", "medium", "high"]),
  ];
}

function takesBudgets(name: string): boolean {
  return /^(?:models\/)?gemini-2\.5-/.test(name);
}
