import { guardrailsAsWritten, guards } from "../guards.ts";
import type { ContractRule } from "../rule.ts";

export const guardNobodyConfirms: ContractRule = {
  id: "GUARD_NOBODY_CONFIRMS",
  level: "warning",
  purpose: "Where a guardrail asks for a confirmation, somebody is there to give it: else the run ends there.",
  remedy:
    "Write `deny`, so that the model is told and can go on, or `sessions: { attended: true }` where somebody is there.",
  judge({ contract, written }) {
    if (contract.sessions.attended) return [];
    return guardrailsAsWritten(written).flatMap((guardrail, index) => {
      const { id, decision } = guardrail;
      if (decision !== "confirm") return [];
      if (!contract.tools.some((tool) => guards(guardrail, tool))) return [];
      return [
        {
          path: ["guardrails", index, "decision"],
          message: `${id} asks for a confirmation, and nobody is there (sessions.attended is false): the run ends with needs_confirmation`,
          hint: "write `decision: deny`, or take `attended: false` out",
        },
      ];
    });
  },
};
