import { toolNameProblem } from "../../provider/limits/tool-name.ts";
import { providerCalled } from "../../provider/names.ts";
import type { ContractRule } from "../rule.ts";

export const providerToolName: ContractRule = {
  id: "PROVIDER_TOOL_NAME",
  level: "error",
  purpose: "Every tool has a name that the provider takes: one that it refuses fails every request.",
  remedy: "Give the tool another name, and keep the old one under `aliases` where it was released.",
  judge({ contract }) {
    const provider = providerCalled(contract.model.provider);
    if (provider === null) return [];
    return contract.tools.flatMap(({ name, provider_tool }, index) => {
      const problem = provider_tool === null ? toolNameProblem(provider, name) : null;
      return problem === null
        ? []
        : [{ path: ["tools", index, "name"], message: `${name} is refused: ${problem}`, about: [provider] }];
    });
  },
};
