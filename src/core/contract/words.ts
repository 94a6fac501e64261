import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { propertiesOf } from "../schema/walk.ts";
import { sayList } from "../text.ts";
import type { Guardrail } from "./contract.ts";

/** A guardrail as a rule of the business: "issue_refund needs a confirmation when amount is over 100". */
export function sayGuardrail({ tool, effect, when, unless_called, decision }: Guardrail): string {
  const target = tool ?? (effect.length > 0 ? `every ${sayList(effect, "or")} tool` : "every tool");
  const verb = { allow: "is allowed", confirm: "needs a confirmation", deny: "is denied" }[decision];
  const condition = when === null ? "" : ` when ${sayCondition(when)}`;
  const unless = unless_called.length === 0 ? "" : `, unless ${sayList(unless_called, "or")} was called before`;
  return `${target} ${verb}${condition}${unless}`;
}

/** A JSON Schema over arguments in words; what has no words here stays JSON rather than be left out. */
export function sayCondition(when: JsonObject): string {
  const parts = Object.entries(propertiesOf(when)).map(([name, schema]) => `${name} ${sayValueCondition(schema)}`);
  const { properties: _, required: __, type: ___, ...rest } = when;
  if (Object.keys(rest).length > 0) parts.push(`the arguments match ${JSON.stringify(rest)}`);
  return parts.length === 0 ? "the call has any arguments" : sayList(parts);
}

function sayValueCondition(schema: Json): string {
  if (!isJsonObject(schema)) return `matches ${JSON.stringify(schema)}`;
  const parts = Object.entries(schema).flatMap(([keyword, value]) => {
    if (keyword === "type" || keyword === "description") return [];
    const say = words[keyword];
    return [say === undefined ? `matches ${JSON.stringify({ [keyword]: value })}` : say(value)];
  });
  return parts.length === 0 ? "is given" : sayList(parts);
}

const words: Readonly<Record<string, (value: Json) => string>> = {
  exclusiveMinimum: (value) => `is over ${show(value)}`,
  minimum: (value) => `is at least ${show(value)}`,
  exclusiveMaximum: (value) => `is under ${show(value)}`,
  maximum: (value) => `is at most ${show(value)}`,
  const: (value) => `is ${show(value)}`,
  enum: (value) => `is ${isJsonArray(value) ? sayList(value.map(show), "or") : show(value)}`,
  pattern: (value) => `looks like ${show(value)}`,
  minLength: (value) => `has at least ${show(value)} characters`,
  maxLength: (value) => `has at most ${show(value)} characters`,
};

function show(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
