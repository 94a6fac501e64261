import type { Json, JsonObject } from "../../json.ts";
import type { Formula } from "../formula/formula.ts";
import { type Evaluated, evaluatedBy } from "./evaluated.ts";
import { otherKeys } from "./objects.ts";
import { isSchema, type Reader, type Reading } from "./reading.ts";

/** Each condition doubles the cases. */
const mostConditions = 6;

/** `unevaluatedProperties` and `unevaluatedItems`: what no other part of the schema looks at. */
export const readUnevaluated: Reader = (schema, reading) => [
  ...read("unevaluatedProperties", schema, reading, otherEntries),
  ...read("unevaluatedItems", schema, reading, otherItems),
];

function read(
  keyword: string,
  schema: JsonObject,
  reading: Reading,
  say: (seen: readonly Evaluated[], value: Formula, reading: Reading) => Formula,
): readonly Formula[] {
  const value: Json | undefined = schema[keyword];
  if (value === undefined) return [];
  const seen = isSchema(value) ? evaluatedBy(schema, reading, reading.formulas.everything, false) : null;
  const cases = seen === null ? null : casesOf(seen, reading);
  // What is not understood depends on everything that stands beside it.
  if (seen === null || cases === null) return [reading.opaque(keyword, String(reading.schema(schema).id))];
  const rest = reading.schema(value);
  return [
    reading.formulas.any(
      cases.map(({ holds, fails }) => {
        const here = seen.filter(({ when }) => when === reading.formulas.everything || holds.includes(when));
        const conditions = [...holds, ...fails.map(reading.formulas.not)];
        return reading.formulas.all([...conditions, say(here, rest, reading)]);
      }),
    ),
  ];
}

interface Case {
  readonly holds: readonly Formula[];
  readonly fails: readonly Formula[];
}

function casesOf(seen: readonly Evaluated[], { formulas }: Reading): readonly Case[] | null {
  const conditions = [...new Set(seen.map(({ when }) => when))].filter((when) => when !== formulas.everything);
  if (conditions.length > mostConditions) return null;
  return conditions.reduce<readonly Case[]>(
    (cases, condition) =>
      cases.flatMap(({ holds, fails }) => [
        { holds: [...holds, condition], fails },
        { holds, fails: [...fails, condition] },
      ]),
    [{ holds: [], fails: [] }],
  );
}

function otherEntries(seen: readonly Evaluated[], value: Formula, reading: Reading): Formula {
  if (seen.some(({ otherKeys }) => otherKeys)) return reading.formulas.everything;
  const names = seen.flatMap((part) => part.names);
  const patterns = seen.flatMap((part) => part.patterns);
  return reading.formulas.fact({ what: "entries", how: "every", keys: otherKeys({ names, patterns }, reading), value });
}

function otherItems(seen: readonly Evaluated[], value: Formula, { formulas }: Reading): Formula {
  const from = Math.max(0, ...seen.map(({ items }) => items));
  return formulas.fact({ what: "items", how: "every", from, to: Infinity, value });
}
