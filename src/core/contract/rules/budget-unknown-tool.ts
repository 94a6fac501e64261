import { sayList } from "../../text.ts";
import { toolNamed } from "../contract.ts";
import type { ContractRule } from "../rule.ts";

export const budgetUnknownTool: ContractRule = {
  id: "BUDGET_UNKNOWN_TOOL",
  level: "law",
  purpose: "A limit per tool names a tool that exists: one that does not limits nothing.",
  remedy: "Write the name of a tool of this contract, or take the limit out.",
  judge({ contract }) {
    return Object.keys(contract.budgets.max_calls_per_tool)
      .filter((name) => toolNamed(contract, name) === null)
      .map((name) => ({
        path: ["budgets", "max_calls_per_tool", name],
        message: `there is no tool ${name}, so this limits nothing`,
        hint: `the tools are ${sayList(contract.tools.map((tool) => tool.name))}`,
      }));
  },
};
