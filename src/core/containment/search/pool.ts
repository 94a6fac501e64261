import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";

/** What stands in schemas, and what lies right beside it: where schemas differ, they differ there. */
export interface Pool {
  readonly numbers: readonly number[];
  readonly strings: readonly string[];
  readonly names: readonly string[];
  readonly lengths: readonly number[];
}

/** Longer texts and lists are not made. */
const longest = 64;
/** A schema may be huge; what is found in its first parts is enough. */
const mostParts = 5000;

export function poolOf(schemas: readonly Json[]): Pool {
  const numbers = new Set([0, 1, -1, 2, 1.5, 100]);
  const strings = new Set(["", "a", "ab", "1", "é"]);
  const names = new Set<string>();
  const lengths = new Set([0, 1, 2]);
  const left: Json[] = [...schemas];
  for (let count = 0; count < mostParts; count += 1) {
    const part = left.pop();
    if (part === undefined) break;
    if (typeof part === "number") for (const near of nearTo(part)) numbers.add(near);
    if (typeof part === "string") strings.add(part);
    if (isJsonArray(part)) left.push(...part.slice(0, mostParts));
    if (!isJsonObject(part)) continue;
    for (const name of namesIn(part)) names.add(name);
    for (const length of lengthsIn(part)) lengths.add(length);
    left.push(...Object.values(part).slice(0, mostParts));
  }
  return { numbers: [...numbers], strings: [...strings], names: [...names, "extra"], lengths: [...lengths] };
}

function nearTo(value: number): readonly number[] {
  return [value, value + 1, value - 1, value + 0.5, value / 2, value * 2, value * 3].filter((near) =>
    Number.isFinite(near),
  );
}

function namesIn({ properties, required }: JsonObject): readonly string[] {
  const declared = isJsonObject(properties) ? Object.keys(properties) : [];
  return [...declared, ...(isJsonArray(required) ? required.filter((name) => typeof name === "string") : [])].slice(
    0,
    200,
  );
}

function lengthsIn(schema: JsonObject): readonly number[] {
  return [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
  ]
    .map((keyword) => schema[keyword])
    .filter((count) => typeof count === "number")
    .flatMap((count) => [count - 1, count, count + 1])
    .filter((count) => count >= 0 && count <= longest);
}
