import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Formula } from "../formula/formula.ts";
import { valuesOf } from "../formula/formulas.ts";
import {
  factOf,
  has,
  isSchema,
  lacks,
  misfit,
  named,
  namesIn,
  type Reader,
  type Reading,
  schemaMapIn,
} from "./reading.ts";
import { sizeOf } from "./values.ts";

export const readObjects: Reader = (schema, reading) => [
  ...factOf("minProperties", schema, reading, sizeOf("object", "least")),
  ...factOf("maxProperties", schema, reading, sizeOf("object", "most")),
  ...readRequired(schema, reading),
  ...readProperties(schema, reading),
  ...readPropertyNames(schema, reading),
  ...readDependencies("dependentRequired", schema, reading),
  ...readDependencies("dependentSchemas", schema, reading),
  // Until draft 7 the two were one.
  ...readDependencies("dependencies", schema, reading),
];

const readRequired: Reader = (schema, reading) => {
  if (schema["required"] === undefined) return [];
  const names = namesIn(schema["required"]);
  return names === null ? [misfit("required", schema, reading)] : names.map((name) => has(name, reading));
};

const readProperties: Reader = (schema, reading) => {
  const { formulas } = reading;
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  const [byName, byPattern] = [schemaMapIn(properties), schemaMapIn(patternProperties)];
  const every = (keys: Formula, value: Json): Formula =>
    formulas.fact({ what: "entries", how: "every", keys, value: reading.schema(value) });
  return [
    ...(byName === null ? [misfit("properties", schema, reading)] : []),
    ...(byPattern === null ? [misfit("patternProperties", schema, reading)] : []),
    ...Object.entries(byName ?? {}).map(([name, value]) => every(named([name], reading), value)),
    ...Object.entries(byPattern ?? {}).map(([source, value]) => every(matching(source, reading), value)),
    ...(additionalProperties === undefined
      ? []
      : byName === null || byPattern === null || !isSchema(additionalProperties)
        ? [misfit("additionalProperties", schema, reading)]
        : [every(otherKeys(declaredKeys(schema), reading), additionalProperties)]),
  ];
};

/** What a schema declares: names, and patterns of names. */
export interface Keys {
  readonly names: readonly string[];
  readonly patterns: readonly string[];
}

export function declaredKeys({ properties, patternProperties }: JsonObject): Keys {
  return {
    names: isJsonObject(properties) ? Object.keys(properties) : [],
    patterns: isJsonObject(patternProperties) ? Object.keys(patternProperties) : [],
  };
}

/** Every name but these. */
export function otherKeys({ names, patterns }: Keys, reading: Reading): Formula {
  const { formulas } = reading;
  return formulas.all([
    formulas.fact({ what: "values", among: valuesOf(names), not: true }),
    ...patterns.map((source) => formulas.fact({ what: "pattern", source, not: true })),
  ]);
}

export function matching(source: string, { formulas }: Reading): Formula {
  return formulas.fact({ what: "pattern", source, not: false });
}

/** Names that are not so are names of no property. */
const readPropertyNames: Reader = (schema, reading) => {
  const { propertyNames } = schema;
  const { formulas } = reading;
  if (propertyNames === undefined) return [];
  if (!isSchema(propertyNames)) return [misfit("propertyNames", schema, reading)];
  const keys = formulas.not(reading.schema(propertyNames));
  return [formulas.fact({ what: "entries", how: "every", keys, value: formulas.nothing })];
};

function readDependencies(keyword: string, schema: JsonObject, reading: Reading): readonly Formula[] {
  const dependencies = schema[keyword];
  if (dependencies === undefined) return [];
  if (!isJsonObject(dependencies)) return [misfit(keyword, schema, reading)];
  return Object.entries(dependencies).map(([name, needed]) => {
    const names = keyword === "dependentSchemas" ? null : namesIn(needed);
    if (names === null && (isJsonArray(needed) || !isSchema(needed) || keyword === "dependentRequired")) {
      return misfit(keyword, schema, reading);
    }
    const then =
      names === null ? reading.schema(needed) : reading.formulas.all(names.map((other) => has(other, reading)));
    return reading.formulas.any([lacks(name, reading), then]);
  });
}
