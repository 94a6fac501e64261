import { joinedByPart } from "../../provider/limits/problem.ts";
import { toolSchemaProblems } from "../../provider/limits/tool-schema.ts";
import { providerCalled } from "../../provider/names.ts";
import { schemaProblem } from "../../schema/compile.ts";
import type { ContractRule } from "../rule.ts";

export const providerToolSchema: ContractRule = {
  id: "PROVIDER_TOOL_SCHEMA",
  level: "error",
  purpose: "Every tool has arguments that the provider takes: a schema that it refuses fails every request.",
  remedy:
    "Write the arguments as one object with properties, lists with `items`, and unions inside a property; what the schema cannot say any more belongs into a guardrail or into the tool itself.",
  judge({ contract }) {
    const provider = providerCalled(contract.model.provider);
    if (provider === null) return [];
    return contract.tools.flatMap(({ name, input, provider_tool }, index) => {
      const problems = provider_tool === null ? toolSchemaProblems(provider, input) : [];
      // What is no schema at all is said by another rule.
      if (problems.length === 0 || schemaProblem(input) !== null) return [];
      return joinedByPart(problems).map(({ path, problem }) => ({
        path: ["tools", index, "input", ...path],
        message: `the arguments of ${name} are refused: ${problem}`,
        about: [provider],
      }));
    });
  },
};
