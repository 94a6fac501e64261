import { isJsonObject, type JsonObject, sameJson } from "../../json.ts";
import { propertiesOf } from "../../schema/walk.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import type { Comparison } from "../rule.ts";
import type { GuardrailEdit } from "./edits.ts";
import { type ToolPair, toolPairs } from "../tool-pairs.ts";

/** Only the name of a parameter changed in the condition, as it did in the tool, and what may be given for it did not. */
export function isFollowing(comparison: Comparison, { was, is, changes }: GuardrailEdit): boolean {
  const [before, after] = [was.when, is.when];
  if (before === null || after === null || changes.some(({ path }) => path[2] !== "when")) return false;
  const gone = Object.keys(propertiesOf(before)).filter((name) => !Object.hasOwn(propertiesOf(after), name));
  const come = Object.keys(propertiesOf(after)).filter((name) => !Object.hasOwn(propertiesOf(before), name));
  const [from, to] = [gone[0], come[0]];
  if (from === undefined || to === undefined || gone.length > 1 || come.length > 1) return false;
  const pairs = toolPairs(comparison).filter((pair) => guardsTool(was, pair.before) && guardsTool(is, pair.after));
  return (
    pairs.length > 0 && sameJson(renamed(before, from, to), after) && pairs.every((pair) => isRenamed(pair, from, to))
  );
}

function renamed(condition: JsonObject, from: string, to: string): JsonObject {
  const name = (one: string): string => (one === from ? to : one);
  const properties = Object.entries(propertiesOf(condition)).map(([key, value]) => [name(key), value] as const);
  const { required } = condition;
  return {
    ...condition,
    properties: Object.fromEntries(properties),
    ...(Array.isArray(required) ? { required: required.map((one) => name(String(one))).toSorted() } : {}),
  };
}

function isRenamed({ before, after }: ToolPair, from: string, to: string): boolean {
  const [had, has] = [propertiesOf(before.input), propertiesOf(after.input)];
  const isMoved =
    Object.hasOwn(had, from) && !Object.hasOwn(had, to) && Object.hasOwn(has, to) && !Object.hasOwn(has, from);
  return isMoved && sameJson(unannotated(had[from]), unannotated(has[to]));
}

function unannotated(schema: unknown): JsonObject {
  if (!isJsonObject(schema)) return {};
  const { description: _, title: __, ...rest } = schema;
  return rest;
}
