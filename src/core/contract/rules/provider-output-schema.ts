import { outputSchemaProblems } from "../../provider/limits/output-schema.ts";
import { joinedByPart } from "../../provider/limits/problem.ts";
import { providerCalled } from "../../provider/names.ts";
import { schemaProblem } from "../../schema/compile.ts";
import type { ContractRule } from "../rule.ts";

export const providerOutputSchema: ContractRule = {
  id: "PROVIDER_OUTPUT_SCHEMA",
  level: "warning",
  purpose: "The schema of answers is one that the provider enforces: outside its subset it is a wish.",
  remedy:
    "Keep to what the provider enforces, or write `enforce: none` and let the runtime check answers. Golden tasks can check the whole of it all the same.",
  judge({ contract }) {
    const provider = providerCalled(contract.model.provider);
    const { output } = contract;
    if (provider === null || output === null || output.enforce === "none") return [];
    const problems = outputSchemaProblems(provider, output.schema);
    // What is no schema at all is said by another rule.
    if (problems.length === 0 || schemaProblem(output.schema) !== null) return [];
    return joinedByPart(problems).map(({ path, problem }) => ({
      path: ["output", "schema", ...path],
      message: problem,
      about: [provider],
    }));
  },
};
