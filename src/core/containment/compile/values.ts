import { isJsonArray, type Json } from "../../json.ts";
import { decimalOf, one } from "../decimal.ts";
import type { Formula, Statement } from "../formula/formula.ts";
import { valuesOf } from "../formula/formulas.ts";
import { bitOf, isJsonType } from "../json-type.ts";
import { countIn, factOf, misfit, type Reader, type Reading } from "./reading.ts";

/** `type`, with the `nullable` of OpenAPI, which some validators follow and others do not know. */
export const readType: Reader = (schema, reading) => {
  const { type, nullable } = schema;
  if (type === undefined) return [];
  const names = isJsonArray(type) ? type : [type];
  if (!names.every((name) => name === "integer" || isJsonType(name))) return [misfit("type", schema, reading)];
  const { formulas } = reading;
  const isWhole = names.includes("integer") && !names.includes("number");
  const types = names.reduce<number>((sum, name) => sum | bitOf[isJsonType(name) ? name : "number"], 0);
  const ofType = formulas.fact({ what: "types", types });
  return [
    nullable === true ? formulas.any([ofType, nullIf("nullable", reading)]) : ofType,
    ...(isWhole ? [formulas.fact({ what: "multiple", of: one, not: false })] : []),
  ];
};

function nullIf(condition: string, reading: Reading): Formula {
  return reading.formulas.all([
    reading.formulas.fact({ what: "types", types: bitOf.null }),
    reading.opaque(`whether ${condition} is followed`, "everywhere"),
  ]);
}

export const readValues: Reader = (schema, reading) => [
  ...factOf("const", schema, reading, (value) => ({ what: "values", among: valuesOf([value]), not: false })),
  ...factOf("enum", schema, reading, (value) =>
    isJsonArray(value) ? { what: "values", among: valuesOf(value), not: false } : null,
  ),
];

/** Draft 4 wrote `exclusiveMinimum: true` beside `minimum`. */
export const readNumbers: Reader = (schema, reading) => {
  const bound = (side: "least" | "most", open: boolean) => (value: Json) => {
    if (typeof value === "boolean" && open) return { what: "types", types: 63 } as const;
    const decimal = typeof value === "number" ? decimalOf(value) : null;
    return decimal === null ? null : ({ what: "bound", side, value: decimal, open } as const);
  };
  return [
    ...factOf("minimum", schema, reading, bound("least", schema["exclusiveMinimum"] === true)),
    ...factOf("maximum", schema, reading, bound("most", schema["exclusiveMaximum"] === true)),
    ...factOf("exclusiveMinimum", schema, reading, bound("least", true)),
    ...factOf("exclusiveMaximum", schema, reading, bound("most", true)),
    ...factOf("multipleOf", schema, reading, (value) => {
      const of = typeof value === "number" && value > 0 ? decimalOf(value) : null;
      return of === null ? null : { what: "multiple", of, not: false };
    }),
  ];
};

export const readStrings: Reader = (schema, reading) => [
  ...factOf("minLength", schema, reading, sizeOf("string", "least")),
  ...factOf("maxLength", schema, reading, sizeOf("string", "most")),
  ...factOf("pattern", schema, reading, (source) =>
    typeof source === "string" ? { what: "pattern", source, not: false } : null,
  ),
  ...factOf("format", schema, reading, (name) =>
    typeof name === "string" ? { what: "format", name, not: false } : null,
  ),
];

export function sizeOf(of: "string" | "array" | "object", side: "least" | "most"): (value: Json) => Statement | null {
  return (value) => {
    const count = countIn(value);
    return count === null ? null : { what: "size", of, side, count };
  };
}
