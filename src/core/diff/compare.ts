import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../json.ts";
import type { Path } from "../place.ts";
import { toolDefaults } from "../contract/defaults.ts";
import { type Change, isExactly } from "./change.ts";
import { compareMessages, compareSystem } from "./text/compare.ts";

/**
 * The facts: everything in which two bundle documents differ, each once. By law there are changes
 * exactly when the digests differ.
 *
 * @param renames tools of `before` that are other names of tools in `after`
 */
export function compareDocuments(
  before: JsonObject,
  after: JsonObject,
  renames: ReadonlyMap<string, string> = new Map(),
): readonly Change[] {
  const renamed = [...renames].map(([from, to]): Change => ({
    kind: "renamed",
    path: ["tools", to],
    before: from,
    after: to,
  }));
  return [...renamed, ...compareObjects([], renameTools(before, renames), after)];
}

/** Lists whose items have names: matched by name, so that one added tool does not change all behind it. */
const namedLists: ReadonlyMap<string, string> = new Map([
  ["tools", "name"],
  ["guardrails", "id"],
  ["knowledge", "index"],
]);

/** Lists of names that are sets, sorted by sealing: compared name by name. */
const nameSets: ReadonlySet<string> = new Set(["required", "aliases", "stop_reasons", "effect", "unless_called"]);

/** Lists of schemas inside of one: as long as they were, each is compared with its former self. */
const alternatives: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);

function renameTools(document: JsonObject, renames: ReadonlyMap<string, string>): JsonObject {
  const tools = document["tools"];
  if (renames.size === 0 || !isJsonArray(tools)) return document;
  const renamed = tools.map((tool) => {
    const name = isJsonObject(tool) ? renames.get(String(tool["name"])) : undefined;
    return name === undefined || !isJsonObject(tool) ? tool : { ...tool, name };
  });
  return { ...document, tools: renamed };
}

function compareObjects(path: Path, before: JsonObject, after: JsonObject): readonly Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys.flatMap((key) => compareValues([...path, key], valueOf(before, key), valueOf(after, key)));
}

function compareValues(path: Path, before: Json | undefined, after: Json | undefined): readonly Change[] {
  if (sameJson(before, after)) return [];
  const finer = compareParts(path, before, after);
  return finer.length > 0 ? finer : [wholeChange(path, before, after)];
}

/** The differences inside two values, or nothing where they can only be told as a whole. */
function compareParts(path: Path, before: Json | undefined, after: Json | undefined): readonly Change[] {
  const section = path.length === 1;
  const left = before ?? absentAs(path, after);
  const right = after ?? absentAs(path, before);
  if (isJsonObject(left) && isJsonObject(right)) return compareObjects(path, left, right);
  if (isExactly(path, ["system"]) && left !== undefined) return compareSystem(path, left, right ?? "");
  if (isExactly(path, ["messages"])) return compareMessages(path, left ?? [], right ?? []);
  const step = String(path.at(-1));
  if (section && namedLists.has(step)) return compareNamedLists(path, left, right);
  if (nameSets.has(step)) return compareSets(path, left ?? [], right ?? []);
  if (alternatives.has(step)) return compareItems(path, left ?? [], right ?? []);
  return [];
}

function wholeChange(path: Path, before: Json | undefined, after: Json | undefined): Change {
  if (before === undefined) return { kind: "added", path, after: after ?? null };
  if (after === undefined) return { kind: "removed", path, before };
  return { kind: "changed", path, before, after };
}

function compareNamedLists(path: Path, before: Json | undefined, after: Json | undefined): readonly Change[] {
  const left = namedItems(path, before);
  const right = namedItems(path, after);
  if (left === null || right === null) return [];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const changes = names.flatMap((name) => compareValues([...path, name], left.get(name), right.get(name)));
  const orderBefore = [...left.keys()].filter((name) => right.has(name));
  const orderAfter = [...right.keys()].filter((name) => left.has(name));
  if (sameJson(orderBefore, orderAfter)) return changes;
  return [...changes, { kind: "reordered", path, before: orderBefore, after: orderAfter }];
}

/** `null` where the list has no names, or not one for each item: then it is compared as a whole. */
function namedItems(path: Path, list: Json | undefined): ReadonlyMap<string, Json> | null {
  const key = namedLists.get(String(path[0])) ?? "";
  if (!isJsonArray(list)) return null;
  const items = new Map<string, Json>();
  for (const item of list) {
    const name = isJsonObject(item) ? item[key] : undefined;
    if (typeof name !== "string" || items.has(name)) return null;
    items.set(name, item);
  }
  return items;
}

function compareSets(path: Path, before: Json, after: Json): readonly Change[] {
  if (!isNameSet(before) || !isNameSet(after)) return [];
  return [
    ...before
      .filter((name) => !after.includes(name))
      .map((name): Change => ({ kind: "removed", path: [...path, name], before: name })),
    ...after
      .filter((name) => !before.includes(name))
      .map((name): Change => ({ kind: "added", path: [...path, name], after: name })),
  ];
}

function compareItems(path: Path, before: Json, after: Json): readonly Change[] {
  if (!isJsonArray(before) || !isJsonArray(after) || before.length !== after.length) return [];
  return before.flatMap((item, index) => compareValues([...path, index], item, after[index]));
}

function isNameSet(value: Json): value is readonly string[] {
  return isJsonArray(value) && value.every((item) => typeof item === "string") && new Set(value).size === value.length;
}

/** What sealing left out where it holds nothing: a section's first tool is an added tool, not an added list. */
function absentAs(path: Path, other: Json | undefined): Json | undefined {
  if (isExactly(path, ["tools", "*", "input"])) return toolDefaults.input;
  const leftOut =
    path.length === 1 || path.at(-1) === "properties" || isExactly(path, ["budgets", "max_calls_per_tool"]);
  if (!leftOut) return undefined;
  if (isJsonArray(other)) return [];
  return isJsonObject(other) ? {} : undefined;
}

function valueOf(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
