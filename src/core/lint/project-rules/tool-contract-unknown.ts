import { didYouMean } from "../../nearest.ts";
import { someOf } from "../../text.ts";
import { type ProjectRule, subjectOfContract } from "../project-rule.ts";

export const toolContractUnknown: ProjectRule<"drafts" | "unreadable"> = {
  id: "TOOL_CONTRACT_UNKNOWN",
  level: "law",
  purpose: "A tool that is another contract names one that exists: otherwise a call of it reaches nobody.",
  remedy: "Write the name of a contract of this repository behind the tool's `contract:`, or take it out.",
  judge({ drafts, unreadable }) {
    const names = drafts.map(({ authored }) => authored.contract.name);
    const known = new Set([...names, ...unreadable]);
    return drafts.flatMap((draft) =>
      draft.authored.contract.tools.flatMap(({ name, contract }, index) => {
        if (contract === null || known.has(contract)) return [];
        const message = `the tool ${name} is the contract ${contract}, and there is no such contract`;
        const hint = didYouMean(contract, names) ?? `the contracts are ${someOf(names)}`;
        return [{ subject: subjectOfContract(draft), fault: { path: ["tools", index, "contract"], message, hint } }];
      }),
    );
  },
};
