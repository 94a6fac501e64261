import type { Model } from "../../contract/contract.ts";
import type { Problem } from "./problem.ts";
import { atMost, oneOf, refuse, sampling } from "./setting.ts";

export function openaiProblems(model: Model): readonly Problem[] {
  const { name, reasoning_effort: effort } = model;
  const family = familyOf(name);
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
function openaiEfforts(name: string, family: Family): readonly string[] {
  const all = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];
  if (family !== "reasons") return all;
  return /^o\d/.test(name) ? ["low", "medium", "high"] : ["minimal", "low", "medium", "high"];
}

/**
 * Models are known by their names. A name that is not known gets no opinion: fine-tuned models and those of
 * tomorrow are not judged by those of today.
 */
type Family = "reasons" | "may reason" | "does not reason" | "unknown";

/** `may reason`: from GPT-5.1 on, an effort of `none` turns reasoning off. */
function familyOf(name: string): Family {
  if (/^gpt-(?:3\.5|4o|4\.1|4)(?:-|$)/.test(name)) return "does not reason";
  if (/^(?:gpt-5(?:-mini|-nano|-pro)?|o[134](?:-mini|-pro)?)(?:-\d{4}-\d{2}-\d{2})?$/.test(name)) return "reasons";
  if (/^gpt-5\.\d/.test(name) && !/-chat(?:-|$)/.test(name)) return "may reason";
  return "unknown";
}
