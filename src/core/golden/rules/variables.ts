import { renderContract } from "../../contract/render.ts";
import { Failure } from "../../failure.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenVariables: GoldenRule = {
  id: "GOLDEN_VARIABLES",
  level: "law",
  purpose: "A golden task gives every variable that the contract's templates need: a prompt with a hole is never run.",
  remedy: "Give the value under `variables:`, in the task or in `defaults:` of its file.",
  judge({ task, contract }) {
    try {
      renderContract(contract, task.variables, task.environment);
      return [];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return [
        {
          path: ["variables"],
          message: `the task ${task.id}: ${error.message}`,
          hint: "give the value under `variables:`, in the task or in `defaults:`",
        },
      ];
    }
  },
};
