import { guards } from "../guards.ts";
import type { ContractRule } from "../rule.ts";

export const destructiveUnguarded: ContractRule = {
  id: "DESTRUCTIVE_UNGUARDED",
  level: "warning",
  purpose: "What cannot be taken back has a guardrail: a prompt can be talked out of anything.",
  remedy:
    "Add a guardrail that confirms or denies some calls of the tool, or say that its effect is `read` or `write`. One guardrail with `effect: destructive` speaks for all of them.",
  judge({ contract }) {
    const strict = contract.guardrails.filter(({ decision }) => decision !== "allow");
    return contract.tools.flatMap((tool, index) =>
      tool.effect !== "destructive" || strict.some((guardrail) => guards(guardrail, tool))
        ? []
        : [
            {
              path: ["tools", index],
              message: `${tool.name} is destructive, and no guardrail confirms or denies a call of it`,
              hint: `for example: guardrails: [{ id: ask-first, tool: ${tool.name}, decision: confirm }]`,
            },
          ],
    );
  },
};
