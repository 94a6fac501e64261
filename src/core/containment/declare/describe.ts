import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { saysSomething } from "../compile/keywords.ts";
import { countIn, isSchema, namesIn } from "../compile/reading.ts";
import { isFree } from "./free.ts";
import { everySchemaAt, type Follow, type Place } from "./place.ts";

/** What a schema declares about the value at a place. */
export interface Description {
  /** Whether names that are not declared may be written. */
  readonly isOpen: boolean;
  readonly names: ReadonlyMap<string, Place>;
  readonly patterns: ReadonlyMap<string, Place>;
  /** What is said about the values of all other names. */
  readonly others: Place;
  readonly items: Place;
}

/** `null` where nothing is closed, neither here nor inside. */
export function describe(place: Place, follow: Follow): Description | null {
  const schemas = everySchemaAt(place, follow);
  if (schemas === null || schemas.some(listsStructures)) return null;
  const names = new Map<string, Json[]>();
  for (const schema of schemas) {
    for (const name of mentioned(schema)) if (!names.has(name)) names.set(name, []);
    for (const [name, part] of entriesOf(schema["properties"])) names.set(name, [...(names.get(name) ?? []), part]);
  }
  const patterns = new Map<string, Json[]>();
  for (const schema of schemas) {
    for (const [source, part] of entriesOf(schema["patternProperties"])) {
      patterns.set(source, [...(patterns.get(source) ?? []), part]);
    }
  }
  const others = schemas.flatMap(({ additionalProperties, unevaluatedProperties }) =>
    [additionalProperties, unevaluatedProperties].filter(isTelling),
  );
  const least = Math.max(0, ...schemas.map(({ minProperties }) => countIn(minProperties) ?? 0));
  const isOpen =
    others.length > 0 ||
    least > names.size ||
    schemas.some(({ propertyNames }) => propertyNames !== undefined) ||
    isFree(place, follow);
  return { isOpen, names, patterns, others, items: schemas.flatMap(itemsOf) };
}

/** Names that are asked for are declared, wherever they are. */
function mentioned({ required, dependentRequired, dependentSchemas, dependencies }: JsonObject): readonly string[] {
  return [
    ...(namesIn(required) ?? []),
    ...[dependentRequired, dependentSchemas, dependencies].flatMap((map) =>
      Object.entries(isJsonObject(map) ? map : {}).flatMap(([name, needed]) => [name, ...(namesIn(needed) ?? [])]),
    ),
  ];
}

function entriesOf(map: Json | undefined): readonly [string, Json][] {
  return isJsonObject(map) ? Object.entries(map) : [];
}

/** A schema for other properties declares a map; `true` and `{}` are only the default, written down. */
function isTelling(schema: Json | undefined): schema is JsonObject {
  return isJsonObject(schema) && Object.keys(schema).some(saysSomething);
}

function itemsOf({ prefixItems, items, additionalItems, contains, unevaluatedItems }: JsonObject): readonly Json[] {
  return [prefixItems, items]
    .flatMap((list) => (isJsonArray(list) ? list : []))
    .concat([items, additionalItems, contains, unevaluatedItems].filter(isSchema));
}

/** What is listed as a whole is declared as a whole. */
function listsStructures({ const: only, enum: among }: JsonObject): boolean {
  return [only, ...(isJsonArray(among) ? among : [])].some((value) => typeof value === "object" && value !== null);
}
