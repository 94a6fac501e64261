import type { JsonObject } from "../../json.ts";
import type { Path } from "../../place.ts";
import { schemaProblem } from "../../schema/compile.ts";
import type { ContractRule } from "../rule.ts";
import type { ContractFile } from "../schema.ts";

export const schemaInvalid: ContractRule = {
  id: "SCHEMA_INVALID",
  level: "law",
  purpose: "Every JSON Schema of a contract is one (draft 2020-12), with references inside itself only.",
  remedy: "Mend the schema; a reference starts with `#`.",
  judge({ written }) {
    return schemasIn(written).flatMap(({ path, schema }) => {
      const problem = schemaProblem(schema, path[2] === "when" ? "known only" : "any");
      return problem === null ? [] : [{ path, message: `this is not a JSON Schema: ${problem}` }];
    });
  },
};

interface SchemaAt {
  readonly path: Path;
  readonly schema: JsonObject;
}

function schemasIn({ tools, output, guardrails, variables }: ContractFile): readonly SchemaAt[] {
  const at = (path: Path, schema: JsonObject | undefined): readonly SchemaAt[] =>
    schema === undefined ? [] : [{ path, schema }];
  return [
    ...Object.entries(variables).flatMap(([name, schema]) => at(["variables", name], schema)),
    ...tools.flatMap((tool, index) => [
      ...at(["tools", index, "input"], tool.input),
      ...at(["tools", index, "output"], tool.output),
    ]),
    ...at(["output", "schema"], output?.schema),
    ...guardrails.flatMap(({ when }, index) => at(["guardrails", index, "when"], when)),
  ];
}
