import type { JsonObject } from "../../json.ts";
import { didYouMean } from "../../nearest.ts";
import { fieldsOf } from "../../schema/fields.ts";
import { requiredOf, schemaParts } from "../../schema/walk.ts";
import { sayList } from "../../text.ts";
import type { ContractRule } from "../rule.ts";
import { schemasIn } from "../schemas.ts";

export const schemaRequiredUnknown: ContractRule = {
  id: "SCHEMA_REQUIRED_UNKNOWN",
  alone: true,
  level: "warning",
  purpose:
    "What is required is declared: of a field that stands in `required` alone, the model knows neither type nor meaning.",
  remedy: "Declare it under `properties`, or write the name in `required` as it stands there.",
  judge({ written }) {
    return schemasIn(written)
      .filter(({ kind }) => kind !== "condition")
      .flatMap(({ path, schema }) =>
        schemaParts(schema).flatMap((part) => {
          const required = requiredOf(part.schema);
          if (required.length === 0 || part.path.some(isBranch)) return [];
          const known = fieldsOf(part.schema) ?? (saysNoMore(part.schema) ? [] : null);
          if (known === null) return [];
          const isClosed = part.schema["additionalProperties"] === false;
          return required
            .filter((name) => !known.includes(name))
            .map((name) => ({
              path: [...path, ...part.path, "required"],
              message: `${name} is required and not declared${isClosed ? ", and nothing undeclared is let in: no value can be right" : ""}`,
              hint:
                didYouMean(name, known) ??
                `declare it under \`properties\`${known.length === 0 ? "" : `; declared are ${sayList(known)}`}`,
              about: [name],
            }));
        }),
      );
  },
};

/** Demands fields, and declares none. */
function saysNoMore(schema: JsonObject): boolean {
  return (
    Object.keys(schema).every((keyword) => bare.has(keyword)) &&
    typeof (schema["additionalProperties"] ?? false) === "boolean" &&
    schema["additionalProperties"] !== true
  );
}

const bare = new Set(["type", "required", "title", "description", "additionalProperties"]);

/** Schemas that add to one around them, which may declare the field. */
function isBranch(step: string | number): boolean {
  return typeof step === "string" && branches.has(step);
}

const branches = new Set(["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"]);
