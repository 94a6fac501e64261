import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Formula } from "../formula/formula.ts";
import { prefixOf } from "./arrays.ts";
import { declaredKeys } from "./objects.ts";
import { has, isSchema, type Reading, schemasIn } from "./reading.ts";

/** What a part of a schema that stands at the same place looks at, where that part holds. */
export interface Evaluated {
  readonly when: Formula;
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  /** Looks at every other property. */
  readonly otherKeys: boolean;
  /** Looks at so many first items. */
  readonly items: number;
}

/**
 * What the parts of a schema look at (2020-12, core 11: annotations of `properties`, `items` and so on).
 * `null` where a part leads back to itself, or out of the document.
 *
 * @param own whether the schema's own `unevaluated…` count: they do for the schemas around it
 */
export function evaluatedBy(
  schema: Json,
  reading: Reading,
  when: Formula,
  own: boolean,
  above: readonly Json[] = [],
): readonly Evaluated[] | null {
  if (!isJsonObject(schema)) return [];
  if (above.includes(schema) || above.length > 40 || isDisputed(schema)) return null;
  const parts = partsOf(schema, reading);
  if (parts === null) return null;
  const found: Evaluated[] = [ownOf(schema, when, own)];
  for (const part of parts) {
    const both = reading.formulas.all([when, ...part.when]);
    const inner = evaluatedBy(part.schema, reading, both, true, [...above, schema]);
    if (inner === null) return null;
    found.push(...inner);
  }
  return found;
}

/** Widely used validators do not agree about what these look at. */
function isDisputed(schema: JsonObject): boolean {
  const { contains, if: condition, then } = schema;
  return contains !== undefined || (condition !== undefined && then === undefined) || prefixOf(schema)[0] === null;
}

function ownOf(schema: JsonObject, when: Formula, own: boolean): Evaluated {
  const { additionalProperties, unevaluatedProperties, unevaluatedItems } = schema;
  const [prefix, rest] = prefixOf(schema);
  return {
    when,
    ...declaredKeys(schema),
    otherKeys: additionalProperties !== undefined || (own && unevaluatedProperties !== undefined),
    items: rest !== undefined || (own && unevaluatedItems !== undefined) ? Infinity : (prefix?.length ?? 0),
  };
}

interface Part {
  readonly schema: Json;
  /** Beside that the schema as a whole holds. */
  readonly when: readonly Formula[];
}

/** Schemas inside that are about the same value. What stands in `not` is never looked at. */
function partsOf(schema: JsonObject, reading: Reading): readonly Part[] | null {
  const { formulas } = reading;
  const { $ref, $dynamicRef, $recursiveRef, allOf, anyOf, oneOf, dependentSchemas, dependencies } = schema;
  if ($dynamicRef !== undefined || $recursiveRef !== undefined) return null;
  const target = typeof $ref === "string" ? reading.follow($ref) : true;
  if (target === null) return null;
  const sure = [target, ...(schemasIn(allOf) ?? [])].map((part) => ({ schema: part, when: [] }));
  const possible = [...(schemasIn(anyOf) ?? []), ...(schemasIn(oneOf) ?? [])].map((part) => ({
    schema: part,
    when: [reading.schema(part)],
  }));
  const dependent = [dependentSchemas, dependencies]
    .flatMap((map) => Object.entries(isJsonObject(map) ? map : {}))
    .map(([name, part]) => ({ schema: part, when: [has(name, reading)] }));
  return [...sure, ...possible, ...dependent, ...conditional(schema, formulas.not, reading)];
}

function conditional(
  { if: condition, then, else: otherwise }: JsonObject,
  not: (formula: Formula) => Formula,
  reading: Reading,
): readonly Part[] {
  if (condition === undefined || !isSchema(condition)) return [];
  const asks = reading.schema(condition);
  return [
    { schema: condition, when: [asks] },
    ...(then === undefined ? [] : [{ schema: then, when: [asks] }]),
    ...(otherwise === undefined ? [] : [{ schema: otherwise, when: [not(asks)] }]),
  ];
}
