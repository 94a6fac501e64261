import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import type { Path } from "../../place.ts";
import { schemaProblems } from "../../schema/compile.ts";
import { explainProblem } from "../../schema/explain.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenSchema: GoldenRule = {
  id: "GOLDEN_SCHEMA",
  level: "law",
  purpose:
    "What a golden task checks with is a JSON Schema, and every keyword in it is known: an unknown one checks nothing.",
  remedy: "Mend the schema; its keywords are those of draft 2020-12.",
  judge({ task }) {
    const expect = (task.invariants.expect ?? {}) as Json;
    // Most tasks ask for words and calls, and nothing has to be collected.
    if (!holdsSchema(expect)) return [];
    return schemasIn(expect, ["expect"]).flatMap(({ path, schema }) => {
      if (!isJsonObject(schema)) return [];
      return schemaProblems(schema, "known only").map((problem) => {
        const { message, hint } = explainProblem(schema, problem);
        return {
          path: [...path, ...problem.path],
          message: `the task ${task.id} checks with what is not a JSON Schema: ${message}`,
          hint: hint ?? "write what JSON Schema 2020-12 knows: { minimum: 9 }, { pattern: … }, { enum: […] }",
        };
      });
    });
  },
};

interface SchemaAt {
  readonly path: Path;
  readonly schema: Json;
}

function holdsSchema(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isJsonArray(value)) return value.some(holdsSchema);
  for (const key of Object.keys(value))
    if (schemaKeys.has(key) || (!literalKeys.has(key) && holdsSchema(value[key] ?? null))) return true;
  return false;
}

/** Schemas of call patterns and of checks on text, wherever they stand; values to compare with are data. */
function schemasIn(value: Json, path: Path): readonly SchemaAt[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => schemasIn(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]): readonly SchemaAt[] => {
    if (schemaKeys.has(key)) return [{ path: [...path, key], schema: part }];
    return literalKeys.has(key) ? [] : schemasIn(part, [...path, key]);
  });
}

/** `json: true` is no schema, and asks for none. */
const schemaKeys = new Set(["schema", "not-schema", "json", "contains_json"]);

const literalKeys = new Set(["args", "equals", "not-equals", "similar", "not-similar", "rubric"]);
