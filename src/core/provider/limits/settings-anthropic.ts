import type { Model } from "../../contract/contract.ts";
import type { Problem } from "./problem.ts";
import { atMost, oneOf, refuse, sampling } from "./setting.ts";

export function anthropicProblems(model: Model): readonly Problem[] {
  const { name, temperature, top_p, reasoning_tokens: thinking, max_output_tokens: most, tool_choice } = model;
  const { samples, budgets, both } = powersOf(name);
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

/** What a model takes, by its name; of a name that is not known everything is believed. */
interface Powers {
  /** Takes sampling settings at all. */
  readonly samples: boolean;
  /** Takes `temperature` and `top_p` together. */
  readonly both: boolean;
  /** Takes a budget of tokens for thinking. */
  readonly budgets: boolean;
}

function powersOf(name: string): Powers {
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
