import { schemaProblems } from "../../schema/compile.ts";
import { explainProblem } from "../../schema/explain.ts";
import type { ContractRule } from "../rule.ts";
import { schemasIn } from "../schemas.ts";

export const schemaInvalid: ContractRule = {
  id: "SCHEMA_INVALID",
  alone: true,
  level: "law",
  purpose: "Every JSON Schema of a contract is one (draft 2020-12), with references inside itself only.",
  remedy: "Mend the schema; a reference starts with `#`.",
  judge({ written }) {
    return schemasIn(written).flatMap(({ kind, path, schema }) =>
      schemaProblems(schema, kind === "condition" ? "known only" : "any").map((problem) => {
        const { message, hint } = explainProblem(schema, problem);
        return {
          path: [...path, ...problem.path],
          message: `this is not a JSON Schema: ${message}`,
          ...(hint === null ? {} : { hint }),
        };
      }),
    );
  },
};
