import { isJsonArray, type JsonObject } from "../../json.ts";
import type { Formula } from "../formula/formula.ts";
import { countIn, factOf, isSchema, misfit, type Reader, schemasIn } from "./reading.ts";
import { sizeOf } from "./values.ts";

export const readArrays: Reader = (schema, reading) => [
  ...factOf("minItems", schema, reading, sizeOf("array", "least")),
  ...factOf("maxItems", schema, reading, sizeOf("array", "most")),
  ...factOf("uniqueItems", schema, reading, (value) =>
    value === true ? { what: "unique", not: false } : value === false ? { what: "types", types: 63 } : null,
  ),
  ...readItems(schema, reading),
  ...readContains(schema, reading),
];

/** `prefixItems` with `items`, or, as it was before 2020-12, a list of `items` with `additionalItems`. */
const readItems: Reader = (schema, reading) => {
  const { formulas } = reading;
  const [prefix, rest] = prefixOf(schema);
  if (prefix === null) return [misfit("prefixItems", schema, reading), misfit("items", schema, reading)];
  const facts = prefix.map((item, index) =>
    formulas.fact({ what: "items", how: "every", from: index, to: index + 1, value: reading.schema(item) }),
  );
  if (rest === undefined) return facts;
  if (!isSchema(rest)) return [...facts, misfit("items", schema, reading)];
  const value = reading.schema(rest);
  return [...facts, formulas.fact({ what: "items", how: "every", from: prefix.length, to: Infinity, value })];
};

/** The schemas of the first items, and of the rest; `null` where they are no schemas. */
export function prefixOf(
  schema: JsonObject,
): readonly [prefix: ReturnType<typeof schemasIn>, rest: JsonObject[string] | undefined] {
  const { prefixItems, items, additionalItems } = schema;
  if (isJsonArray(items)) return prefixItems === undefined ? [schemasIn(items), additionalItems] : [null, undefined];
  return [prefixItems === undefined ? [] : schemasIn(prefixItems), items];
}

const readContains: Reader = (schema, reading) => {
  const { contains, minContains, maxContains } = schema;
  if (contains === undefined) return [];
  if (!isSchema(contains)) return [misfit("contains", schema, reading)];
  const value = reading.schema(contains);
  const counted = (side: "least" | "most", count: number): Formula =>
    reading.formulas.fact({ what: "count", side, count, value });
  const [least, most] = [countIn(minContains ?? 1), maxContains === undefined ? undefined : countIn(maxContains)];
  return [
    least === null ? misfit("minContains", schema, reading) : counted("least", least),
    ...(most === undefined ? [] : [most === null ? misfit("maxContains", schema, reading) : counted("most", most)]),
  ];
};
