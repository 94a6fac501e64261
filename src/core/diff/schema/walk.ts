import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../../json.ts";
import type { Path } from "../../place.ts";
import { propertiesOf } from "../../schema/walk.ts";
import { sayField } from "../../schema/words/literal.ts";
import { pairBranches } from "./branches.ts";
import type { SchemaEdit } from "./edit.ts";
import { fieldsOf } from "./fields.ts";
import { openness, ordering, standardEdit, valueEdits } from "./keyword-edits.ts";
import { limitsOf } from "./limits.ts";
import type { Pair } from "./pair.ts";
import { typeEdit } from "./types.ts";
import { type View, viewOf } from "./view.ts";

/** What changed between two schemas, each cause once, in the order in which a person would read them. */
export function schemaEdits(before: JsonObject, after: JsonObject): readonly SchemaEdit[] {
  const [left, right] = [viewOf(before, [], before), viewOf(after, [], after)];
  const areDefinitionsSame = ["$defs", "definitions"].every((name) => sameJson(before[name], after[name]));
  return comparePair({ place: "", left, right, before, after, seen: new Set(), areDefinitionsSame });
}

function comparePair(pair: Pair): readonly SchemaEdit[] {
  const { left, right, seen } = pair;
  if (pair.areDefinitionsSame && isSame(left, right)) return [];
  const key = JSON.stringify([left.inner, left.isNullable, right.inner, right.isNullable]);
  if (seen.has(key)) return [];
  seen.add(key);
  const type = typeEdit(pair);
  const rest = type?.isReplaced === true ? [] : [...valueEdits(pair), ...insideOf(pair)];
  return [...(type === null ? [] : [type]), ...rest, ...standardEdit(pair)];
}

function isSame(left: View, right: View): boolean {
  return (
    left.isNullable === right.isNullable &&
    sameJson(left.standard, right.standard) &&
    sameJson(left.node, right.node) &&
    sameJson(left.inner, right.inner)
  );
}

function insideOf(pair: Pair): readonly SchemaEdit[] {
  const { common, edits } = fieldsOf(pair);
  return [
    ...edits,
    ...common.flatMap(([former, name]) => comparePair(fieldPair(pair, former, name))),
    ...openness(pair),
    ...itemPairs(pair).flatMap(comparePair),
    ...branches(pair),
    ...limitsOf(pair),
    ...ordering(pair),
  ];
}

function fieldPair(pair: Pair, former: string, name: string): Pair {
  const [was, is] = [propertiesOf(pair.left.node)[former] ?? true, propertiesOf(pair.right.node)[name] ?? true];
  return inner(
    pair,
    sayField(pair.place === "" ? null : pair.place, name),
    [["properties", former], was],
    [["properties", name], is],
  );
}

type Step = readonly [path: Path, schema: Json];

function inner(pair: Pair, place: string, [from, was]: Step, [to, is]: Step): Pair {
  const { left, right, before, after } = pair;
  return {
    ...pair,
    place,
    left: viewOf(before, [...left.inner, ...from], was),
    right: viewOf(after, [...right.inner, ...to], is),
  };
}

/** Of lists each item, of maps each value; other shapes of these keywords are limits. */
function itemPairs(pair: Pair): readonly Pair[] {
  const { left, right, place } = pair;
  const whole = place === "" ? "the list" : place;
  const same = (keyword: string, said: string): readonly Pair[] => {
    const [was, is] = [left.node[keyword], right.node[keyword]];
    return isJsonObject(was) && isJsonObject(is) ? [inner(pair, said, [[keyword], was], [[keyword], is])] : [];
  };
  const [was, is] = [left.node["prefixItems"], right.node["prefixItems"]];
  const tuple = isJsonArray(was) && isJsonArray(is) && was.length === is.length ? was : [];
  const patterns = Object.keys(mapIn(left.node)).filter((name) => Object.hasOwn(mapIn(right.node), name));
  return [
    ...same("items", `every item of ${whole}`),
    ...same("additionalProperties", place === "" ? "every other field" : `every field of ${place}`),
    ...tuple.map((item, index) =>
      inner(
        pair,
        `item ${index + 1} of ${whole}`,
        [["prefixItems", index], item],
        [["prefixItems", index], isJsonArray(is) ? (is[index] ?? true) : true],
      ),
    ),
    ...patterns.map((name) =>
      inner(
        pair,
        `every field that matches ${name}`,
        [["patternProperties", name], mapIn(left.node)[name] ?? true],
        [["patternProperties", name], mapIn(right.node)[name] ?? true],
      ),
    ),
  ];
}

function mapIn(node: JsonObject): JsonObject {
  const { patternProperties: map = null } = node;
  return isJsonObject(map) ? map : {};
}

function branches(pair: Pair): readonly SchemaEdit[] {
  return ["anyOf", "oneOf", "allOf"].flatMap((keyword) =>
    pairBranches(pair.left.node[keyword], pair.right.node[keyword]).flatMap(([from, was, to, is]) =>
      comparePair(inner(pair, pair.place, [[keyword, from], was], [[keyword, to], is])),
    ),
  );
}
