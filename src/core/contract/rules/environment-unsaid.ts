import { sayList } from "../../text.ts";
import type { ContractRule } from "../rule.ts";
import { usedNames } from "../template/names.ts";
import { parseTemplate } from "../template/parse.ts";
import { templatesIn } from "../texts.ts";

export const environmentUnsaid: ContractRule = {
  id: "ENVIRONMENT_UNSAID",
  level: "warning",
  purpose: "An agent that can destroy something is told where it runs: it must not take production for a test.",
  remedy: "Say it in the system text, for example: You work in {{environment.name}}.",
  judge({ contract, written }) {
    const destructive = contract.tools.filter(({ effect }) => effect === "destructive").map(({ name }) => name);
    if (destructive.length === 0) return [];
    const isSaid = templatesIn(written).some(
      ({ text }) =>
        text.includes("environment") &&
        usedNames(parseTemplate(text).nodes, written.variables).some(({ name }) => name.startsWith("environment.")),
    );
    if (isSaid) return [];
    const shown = destructive.length > 3 ? `${destructive.slice(0, 3).join(", ")}, …` : sayList(destructive);
    return [
      {
        path: ["system"],
        message: `the prompt never says which environment it runs in, and the contract has destructive tools (${shown})`,
        hint: "write for example: You work in {{environment.name}}.",
      },
    ];
  },
};
