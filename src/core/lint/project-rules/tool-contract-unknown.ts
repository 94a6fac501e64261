import { didYouMean } from "../../nearest.ts";
import { someOf } from "../../text.ts";
import type { ProjectRule } from "../project-rule.ts";

export const toolContractUnknown: ProjectRule<"contracts" | "unreadable"> = {
  id: "TOOL_CONTRACT_UNKNOWN",
  level: "law",
  purpose: "A tool that is another contract names one that exists: otherwise a call of it reaches nobody.",
  remedy: "Write the name of a contract of this repository behind the tool's `contract:`, or take it out.",
  judge({ contracts, unreadable }) {
    const names = contracts.map(({ name }) => name);
    const known = new Set([...names, ...unreadable]);
    return contracts.flatMap(({ calls, subject }) =>
      calls.flatMap(({ tool, contract, path }) => {
        if (known.has(contract)) return [];
        const message = `the tool ${tool} is the contract ${contract}, and there is no such contract`;
        const hint = didYouMean(contract, names) ?? `the contracts are ${someOf(names)}`;
        return [{ subject, fault: { path, message, hint } }];
      }),
    );
  },
};
