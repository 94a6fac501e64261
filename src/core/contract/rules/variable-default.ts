import { schemaProblem } from "../../schema/compile.ts";
import { schemaFaults } from "../../schema/validate.ts";
import type { ContractRule } from "../rule.ts";

export const variableDefault: ContractRule = {
  id: "VARIABLE_DEFAULT",
  alone: true,
  level: "law",
  purpose: "The default of a variable is a value of the variable: it is what most conversations get.",
  remedy: "Change the default or the schema, so that they agree.",
  judge({ contract }) {
    return Object.entries(contract.variables).flatMap(([name, schema]) => {
      const standard = schema["default"];
      if (standard === undefined || schemaProblem(schema) !== null) return [];
      const [fault] = schemaFaults(schema, standard);
      return fault === undefined
        ? []
        : [{ path: ["variables", name, "default"], message: `the default of ${name} is not as declared: ${fault}` }];
    });
  },
};
