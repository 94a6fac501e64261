import type { JsonObject } from "../json.ts";
import { sayCondition } from "../schema/words/condition.ts";
import { sayList } from "../text.ts";
import type { Guardrail } from "./contract.ts";

/** A guardrail as a rule of the business: "issue_refund needs a confirmation when amount is over 100". */
export function sayGuardrail(guardrail: Guardrail): string {
  const { tool, effect } = guardrail;
  const kind = effect.length > 0 ? `${sayList(effect, "or")} tool` : "tool";
  if (tool === null) return `every ${kind} ${sayRule(guardrail)}`;
  return `${tool}${effect.length > 0 ? `, where it is a ${kind},` : ""} ${sayRule(guardrail)}`;
}

/** The same where the tool was named already. */
export function sayRule({ when, unless_called, decision }: Guardrail): string {
  const verb = { allow: "is allowed", confirm: "needs a confirmation", deny: "is denied" }[decision];
  const unless = unless_called.length === 0 ? "" : `, unless ${sayList(unless_called, "or")} was called before`;
  return `${verb}${sayWhen(when)}${unless}`;
}

/** A condition that every call meets is none. */
function sayWhen(when: JsonObject | null): string {
  if (when === null || Object.keys(when).length === 0) return "";
  return ` when ${sayCondition(when, { given: true, whole: "the call" })}`;
}
