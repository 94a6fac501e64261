import type { ContractRule } from "../rule.ts";

export const variableReserved: ContractRule = {
  id: "VARIABLE_RESERVED",
  alone: true,
  level: "law",
  purpose: "`environment` comes from the label: a variable of that name would put something else in its place.",
  remedy: "Give the variable another name; what a label knows is written as `{{environment.name}}`.",
  judge({ written }) {
    if (!Object.hasOwn(written.variables, "environment")) return [];
    return [
      {
        path: ["variables", "environment"],
        message: "`environment` is filled in by the label that serves the contract, and cannot be declared",
        hint: "call it something else",
      },
    ];
  },
};
