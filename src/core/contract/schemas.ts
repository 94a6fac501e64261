import type { JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import type { ContractFile } from "./schema.ts";

/** A JSON Schema that somebody wrote into a contract, and what it describes. */
export interface SchemaAt {
  readonly kind: "variable" | "input" | "result" | "output" | "condition";
  readonly path: Path;
  readonly schema: JsonObject;
}

/** Every JSON Schema of a contract, as written. */
export function schemasIn({ tools, output, guardrails, variables }: ContractFile): readonly SchemaAt[] {
  const at = (kind: SchemaAt["kind"], path: Path, schema: JsonObject | undefined): readonly SchemaAt[] =>
    schema === undefined ? [] : [{ kind, path, schema }];
  return [
    ...Object.entries(variables).flatMap(([name, schema]) => at("variable", ["variables", name], schema)),
    ...tools.flatMap((tool, index) => [
      ...at("input", ["tools", index, "input"], tool.input),
      ...at("result", ["tools", index, "output"], tool.output),
    ]),
    ...at("output", ["output", "schema"], output?.schema),
    ...guardrails.flatMap(({ when }, index) => at("condition", ["guardrails", index, "when"], when)),
  ];
}
