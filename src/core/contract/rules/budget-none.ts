import type { ContractRule } from "../rule.ts";

export const budgetNone: ContractRule = {
  id: "BUDGET_NONE",
  level: "warning",
  purpose:
    "A contract with tools has a budget: an agent that goes round in circles ends there, and not on the invoice.",
  remedy: "Write at least `max_steps` or `max_tool_calls` under `budgets`; a limit of money or time holds too.",
  judge({ written: { budgets, tools } }) {
    const { max_calls_per_tool: perTool = {}, ...ofAll } = budgets;
    if (tools.length === 0 || Object.keys(ofAll).length > 0) return [];
    const isLimited = Object.keys(perTool).length > 0;
    return [
      {
        path: isLimited ? ["budgets"] : ["tools"],
        message: isLimited
          ? "calls of single tools are limited, and nothing else: a run can go on without end"
          : "this contract has tools and no budget: a run can go on without end",
        hint: "say what a run may use: budgets: { max_steps: 10, max_tokens: 40000 }",
      },
    ];
  },
};
