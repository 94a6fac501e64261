import { prove } from "../../containment/prove.ts";
import type { Guardrail } from "../../contract/contract.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../../json.ts";
import { presence } from "../../run/checkpoint.ts";
import { propertiesOf, requiredOf, schemaParts } from "../../schema/walk.ts";
import { withoutReferences } from "../../schema/words/references.ts";
import type { ToolPair } from "../tool-pairs.ts";

/** The arguments of a call that the guardrail is about and no rival: found, proven not to be (`null`), or neither. */
export function escapingCall(
  pair: ToolPair,
  guardrail: Guardrail,
  rivals: readonly Guardrail[],
): JsonObject | "open" | null {
  const condition = conditionOf(guardrail);
  const covered = rivals.map(conditionOf);
  if (!isDeclaredAlike(pair, [condition, ...covered])) return "open";
  const caught: Json = covered.length === 0 ? false : { anyOf: covered };
  if (covered.length > 0 && prove(condition, caught, { steps }).kind === "contained") return null;
  const verdict = prove(callsMeeting(pair.after.input, condition), caught, { steps });
  switch (verdict.kind) {
    case "contained":
      return null;
    case "unknown":
      return "open";
    case "broken":
      return isJsonObject(verdict.witness) ? verdict.witness : "open";
  }
}

/** Conditions are short: what is not decided soon is not decided late either. */
const steps = 30_000;

function conditionOf({ when }: Guardrail): JsonObject {
  return when === null ? {} : presence(withoutReferences(when));
}

/**
 * A parameter that is another one now, or gone, is no longer what the condition was written about: then a proof over
 * the new definition would prove nothing about the old calls.
 */
function isDeclaredAlike({ before, after }: ToolPair, conditions: readonly JsonObject[]): boolean {
  if (sameJson(before.input, after.input)) return true;
  const parts = conditions.flatMap((condition) => schemaParts(condition).map(({ schema }) => schema));
  const named = new Set(parts.flatMap((part) => [...Object.keys(propertiesOf(part)), ...requiredOf(part)]));
  const [had, has] = [propertiesOf(before.input), propertiesOf(after.input)];
  return [...named].every(
    (name) =>
      Object.hasOwn(had, name) && sameJson(had[name], has[name]) && !JSON.stringify(had[name]).includes('"$ref"'),
  );
}

/** The arguments that a tool takes and that meet a condition. */
function callsMeeting(input: JsonObject, condition: JsonObject): JsonObject {
  const { allOf } = input;
  return { ...input, allOf: [...(isJsonArray(allOf) ? allOf : []), { type: "object" }, condition] };
}
