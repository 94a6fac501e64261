import type { Model } from "../../contract/contract.ts";
import type { ProviderName } from "../names.ts";
import type { Problem } from "./problem.ts";
import { anthropicProblems } from "./settings-anthropic.ts";
import { geminiProblems } from "./settings-gemini.ts";
import { openaiProblems } from "./settings-openai.ts";

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
