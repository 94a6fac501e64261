import type { ContractRule } from "../rule.ts";

export const toolUndescribed: ContractRule = {
  id: "TOOL_UNDESCRIBED",
  alone: true,
  level: "warning",
  purpose: "A tool has a description: without one the model knows its name, and guesses what it does and when.",
  remedy: "Say in a sentence or two what the tool does, when to use it, and what its amounts and dates are written in.",
  judge({ written }) {
    return written.tools.flatMap(({ name, description, provider_tool }, index) =>
      (description ?? "").trim() !== "" || provider_tool !== undefined
        ? []
        : [
            {
              path: ["tools", index],
              message: `${name} has no description: the model knows nothing but its name`,
              hint: "write `description:`, what it does and when to use it",
            },
          ],
    );
  },
};
