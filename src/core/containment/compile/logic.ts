import type { Json } from "../../json.ts";
import type { Formula } from "../formula/formula.ts";
import { isSchema, misfit, type Reader, type Reading, schemasIn } from "./reading.ts";

export const readLogic: Reader = (schema, reading) => [
  ...listed("allOf", schema, reading, (parts) => reading.formulas.all(parts)),
  ...listed("anyOf", schema, reading, (parts) => reading.formulas.any(parts)),
  ...listed("oneOf", schema, reading, (parts) => exactlyOne(parts, reading)),
  ...readNot(schema, reading),
  ...readCondition(schema, reading),
];

function listed(
  keyword: string,
  schema: Parameters<Reader>[0],
  reading: Reading,
  join: (parts: readonly Formula[]) => Formula,
): readonly Formula[] {
  if (schema[keyword] === undefined) return [];
  const parts = schemasIn(schema[keyword]);
  if (parts === null || parts.length === 0) return [misfit(keyword, schema, reading)];
  return [join(parts.map((part) => reading.schema(part)))];
}

/** With more alternatives than this, that two of them exclude each other is not looked at. */
const mostExclusive = 64;

function exactlyOne(parts: readonly Formula[], reading: Reading): Formula {
  const { formulas } = reading;
  if (parts.length > mostExclusive) {
    const ids = parts.map(({ id }) => id).join(" ");
    return formulas.all([
      formulas.any(parts),
      reading.opaque(`that one of ${parts.length} alternatives holds alone`, ids),
    ]);
  }
  // Two that are the same schema both hold, or neither: as facts they would fall into one.
  return formulas.any(
    parts.map((part, index) =>
      formulas.all([part, ...parts.filter((_, other) => other !== index).map((other) => formulas.not(other))]),
    ),
  );
}

const readNot: Reader = (schema, reading) => {
  const { not } = schema;
  if (not === undefined) return [];
  return [isSchema(not) ? reading.formulas.not(reading.schema(not)) : misfit("not", schema, reading)];
};

const readCondition: Reader = (schema, reading) => {
  const { if: condition, then, else: otherwise } = schema;
  if (condition === undefined) return [];
  if (![condition, then ?? true, otherwise ?? true].every(isSchema)) return [misfit("if", schema, reading)];
  const { formulas } = reading;
  const asks = reading.schema(condition);
  const branch = (part: Json | undefined): Formula => (part === undefined ? formulas.everything : reading.schema(part));
  return [formulas.any([formulas.not(asks), branch(then)]), formulas.any([asks, branch(otherwise)])];
};
