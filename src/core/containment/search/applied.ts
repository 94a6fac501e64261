import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { conjuncts, type Follow, groups, type Place } from "../declare/place.ts";
import type { Chance } from "./chance.ts";

/** The schemas that a value at a place is made for, where of alternatives one is taken. */
export function appliedAt(place: Place, follow: Follow, chance: Chance): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const left = [...place];
  for (let schema = left.pop(); schema !== undefined; schema = left.pop()) {
    if (!isJsonObject(schema) || found.has(schema)) continue;
    found.add(schema);
    left.push(...(conjuncts(schema, follow) ?? []));
    for (const group of groups(schema)) left.push(...(chance.pick(group) ?? []));
    const { dependentSchemas } = schema;
    if (isJsonObject(dependentSchemas) && chance.happens(0.5)) left.push(...Object.values(dependentSchemas));
  }
  return [...found];
}

/** What the item at a position is made for. */
export function itemPlace(schemas: readonly JsonObject[], index: number, chance: Chance): Place {
  return schemas.flatMap(({ prefixItems, items, additionalItems, contains }) => {
    const list = isJsonArray(prefixItems) ? prefixItems : isJsonArray(items) ? items : [];
    const rest = isJsonArray(items) ? additionalItems : items;
    const here = list[index] ?? rest;
    return [
      ...(here === undefined ? [] : [here]),
      ...(contains !== undefined && chance.happens(0.5) ? [contains] : []),
    ];
  });
}

/** What the property of a name is made for. */
export function propertyPlace(schemas: readonly JsonObject[], name: string): Place {
  return schemas.flatMap(({ properties, additionalProperties }): readonly Json[] => {
    if (isJsonObject(properties) && Object.hasOwn(properties, name)) return [properties[name] ?? true];
    return isJsonObject(additionalProperties) ? [additionalProperties] : [];
  });
}
