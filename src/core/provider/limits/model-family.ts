/**
 * What is known of a model by its name. A name that is not known says so: fine-tuned models and those of
 * tomorrow must not be judged by those of today.
 */

/** `may reason`: from GPT-5.1 on, an effort of `none` turns reasoning off. */
export function openaiModel(name: string): "reasons" | "may reason" | "does not reason" | "unknown" {
  if (/^gpt-(?:3\.5|4o|4\.1|4)(?:-|$)/.test(name)) return "does not reason";
  if (/^(?:gpt-5(?:-mini|-nano|-pro)?|o[134](?:-mini|-pro)?)(?:-\d{4}-\d{2}-\d{2})?$/.test(name)) return "reasons";
  if (/^gpt-5\.\d/.test(name) && !/-chat(?:-|$)/.test(name)) return "may reason";
  return "unknown";
}

interface AnthropicModel {
  /** Takes sampling settings at all. */
  readonly samples: boolean;
  /** Takes `temperature` and `top_p` together. */
  readonly both: boolean;
  /** Takes a budget of tokens for thinking. */
  readonly budgets: boolean;
}

export function anthropicModel(name: string): AnthropicModel {
  const [, family = "", major, minor] = /^claude-(opus|sonnet|haiku|fable)-(\d)(?:-(\d))?(?:-|$)/.exec(name) ?? [];
  const version = Number(major) * 10 + Number(minor ?? 0);
  if (major === undefined) return { samples: true, both: true, budgets: true };
  return {
    samples: version < (family === "opus" ? 47 : 50),
    both: version < (family === "opus" ? 41 : 45),
    // Of Sonnet 5 and Haiku 5 nothing is documented here; Opus 4.7 is the first that refuses.
    budgets: version < (family === "opus" ? 47 : family === "fable" ? 50 : 55),
  };
}

export function geminiModel(name: string): "2.5" | "unknown" {
  return /^(?:models\/)?gemini-2\.5-/.test(name) ? "2.5" : "unknown";
}
