import { isJsonObject, type Json } from "../../json.ts";
import { matching, otherKeys } from "../compile/objects.ts";
import { named, type Reading } from "../compile/reading.ts";
import type { Formula } from "../formula/formula.ts";
import { describe } from "./describe.ts";
import type { Place } from "./place.ts";

/**
 * The values that have only properties that a schema declares, at every place: what is written by somebody who was
 * shown the schema and invents nothing. A property is declared where any alternative of the schema names it.
 *
 * Open stay: a place at which nothing is declared at all (a free object), a map (`additionalProperties` with a
 * schema, `propertyNames`), and what is listed whole (`const` and `enum` with lists and objects).
 */
export function declaredBy(place: Place, reading: Reading): Formula {
  const { formulas, follow } = reading;
  const schemas = [...new Set(place)].filter(isJsonObject);
  if (!schemas.some(mayHold)) return formulas.everything;
  const key = schemas.map((schema) => reading.schema(schema).id).toSorted((left, right) => left - right);
  return formulas.lazy(`declared by ${key.join(" ")}`, () => {
    const described = describe(place, follow);
    if (described === null) return formulas.everything;
    const { isOpen, names, patterns, others, items } = described;
    const keys = otherKeys({ names: [...names.keys()], patterns: [...patterns.keys()] }, reading);
    const every = (where: Formula, value: Formula): Formula =>
      formulas.fact({ what: "entries", how: "every", keys: where, value });
    // A name may match more than one pattern: what any of them declares is declared.
    const byPattern = [...patterns.values()].flat().concat(others);
    return formulas.all([
      ...(isOpen ? [] : [every(keys, formulas.nothing)]),
      ...[...names].map(([name, parts]) =>
        every(named([name], reading), declaredBy([...parts, ...byPattern], reading)),
      ),
      ...[...patterns.keys()].map((source) =>
        every(formulas.all([matching(source, reading), exceptNames(names, reading)]), declaredBy(byPattern, reading)),
      ),
      every(keys, declaredBy(others, reading)),
      formulas.fact({ what: "items", how: "every", from: 0, to: Infinity, value: declaredBy(items, reading) }),
    ]);
  });
}

function exceptNames(names: ReadonlyMap<string, Place>, reading: Reading): Formula {
  return otherKeys({ names: [...names.keys()], patterns: [] }, reading);
}

/** Whether there can be anything to close at a place that such a schema speaks about. */
function mayHold(schema: Json): boolean {
  return isJsonObject(schema) && Object.keys(schema).some((keyword) => !plain.has(keyword));
}

const plain = new Set([
  "type",
  "enum",
  "format",
  "pattern",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "title",
  "description",
  "default",
  "examples",
]);
