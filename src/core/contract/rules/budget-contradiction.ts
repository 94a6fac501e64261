import type { Fault } from "../../rule.ts";
import { thousands } from "../../text.ts";
import type { Contract } from "../contract.ts";
import type { ContractRule } from "../rule.ts";

export const budgetContradiction: ContractRule = {
  id: "BUDGET_CONTRADICTION",
  level: "warning",
  purpose: "Limits leave room for one another: one that another never lets it reach limits nothing.",
  remedy: "Lower the larger limit, or raise the smaller one.",
  judge: ({ contract }) => [...perTool(contract), ...noCalls(contract), ...inSequence(contract), ...ofTokens(contract)],
};

/** A limit of one tool that is above the limit of all, or that lets the tool never be called. */
function perTool({ budgets: { max_calls_per_tool, max_tool_calls } }: Contract): readonly Fault[] {
  return Object.entries(max_calls_per_tool).flatMap(([name, limit]): readonly Fault[] => {
    const path = ["budgets", "max_calls_per_tool", name];
    if (limit === 0) {
      return [
        {
          path,
          message: `${name} is offered and may be called 0 times: the first call of it ends the run`,
          hint: "take the tool out, or let a guardrail deny it: then the model is told, and goes on",
        },
      ];
    }
    if (max_tool_calls === null || limit <= max_tool_calls) return [];
    return [
      {
        path,
        message: `${name} may be called ${limit} times, and max_tool_calls is ${max_tool_calls}: it never gets there`,
        hint: `write ${max_tool_calls} at most, or raise max_tool_calls`,
      },
    ];
  });
}

function noCalls({ budgets: { max_tool_calls }, tools }: Contract): readonly Fault[] {
  if (max_tool_calls !== 0 || tools.length === 0) return [];
  return [
    {
      path: ["budgets", "max_tool_calls"],
      message: "tools are offered and max_tool_calls is 0: the first call ends the run",
      hint: "take the tools out, or allow some calls",
    },
  ];
}

/** A step can hold several calls, unless the model may make only one at a time. */
function inSequence({ budgets: { max_steps, max_tool_calls }, model }: Contract): readonly Fault[] {
  if (model["parallel_tool_calls"] !== false || max_steps === null || max_tool_calls === null) return [];
  if (max_tool_calls <= max_steps) return [];
  return [
    {
      path: ["budgets", "max_tool_calls"],
      message: `with one call a step (parallel_tool_calls: false), ${max_steps} steps never make ${max_tool_calls} tool calls`,
      hint: `write max_tool_calls: ${max_steps}, or raise max_steps`,
    },
  ];
}

function ofTokens({ budgets: { max_tokens }, model }: Contract): readonly Fault[] {
  const { max_output_tokens: answer, reasoning_tokens: reasoning } = model;
  return [
    ...(typeof answer === "number" && max_tokens !== null && answer > max_tokens
      ? [
          {
            path: ["model", "max_output_tokens"],
            message: `one answer may have ${thousands(answer)} tokens, and a whole run (budgets.max_tokens) ${thousands(max_tokens)}`,
            hint: "lower max_output_tokens, or raise budgets.max_tokens",
          },
        ]
      : []),
    // An answer holds the reasoning too, wherever both can be said.
    ...(typeof answer === "number" && typeof reasoning === "number" && reasoning >= answer
      ? [
          {
            path: ["model", "reasoning_tokens"],
            message: `${thousands(reasoning)} tokens of reasoning leave nothing of the ${thousands(answer)} tokens of an answer`,
            hint: "lower reasoning_tokens, or raise max_output_tokens",
          },
        ]
      : []),
  ];
}
