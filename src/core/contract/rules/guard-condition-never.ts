import { isJsonObject, type JsonObject } from "../../json.ts";
import { areApart } from "../../schema/apart.ts";
import { fieldsOf } from "../../schema/fields.ts";
import { propertiesOf, requiredOf } from "../../schema/walk.ts";
import { sayCondition } from "../../schema/words/condition.ts";
import { sayList } from "../../text.ts";
import type { Tool } from "../contract.ts";
import { guardrailsAsWritten, guards } from "../guards.ts";
import type { ContractRule } from "../rule.ts";

export const guardConditionNever: ContractRule = {
  id: "GUARD_CONDITION_NEVER",
  level: "error",
  purpose:
    "The condition of a guardrail can hold: the schema of the tool lets such a call through, and the guardrail catches it.",
  remedy: "Write the condition about values that the `input` of the tool takes.",
  judge({ contract, written }) {
    return guardrailsAsWritten(written).flatMap((guardrail, index) => {
      const { id, when } = guardrail;
      if (when === null) return [];
      const targets = contract.tools.filter((tool) => guards(guardrail, tool));
      // A parameter that a named tool does not have is GUARD_UNKNOWN_TOOL.
      const isNamed = guardrail.tool !== null;
      const reasons = targets.map((tool) => whyNever(tool, when, isNamed));
      const [first] = reasons;
      if (first === undefined || first === null || reasons.includes(null)) return [];
      const others =
        targets.length > 1 ? `; the same holds for ${sayList(targets.slice(1).map(({ name }) => name))}` : "";
      return [
        {
          path: ["guardrails", index, "when"],
          message: `the condition of ${id} never holds: ${first}${others}`,
          hint: "calls that the schema refuses never reach a guardrail: write a condition that some call meets",
        },
      ];
    });
  },
};

function whyNever({ name, input }: Tool, when: JsonObject, isNamed: boolean): string | null {
  const conditions = propertiesOf(when);
  const declared = propertiesOf(input);
  const fields = isNamed ? null : fieldsOf(input);
  for (const wanted of new Set([...Object.keys(conditions), ...requiredOf(when)])) {
    if (fields !== null && !fields.includes(wanted)) return `${name} has no parameter ${wanted}`;
    const condition = conditions[wanted];
    const schema = Object.hasOwn(declared, wanted) ? declared[wanted] : undefined;
    if (condition === false) return `it wants a ${wanted} that is nothing`;
    if (!isJsonObject(condition) || !isJsonObject(schema) || !areApart(condition, schema)) continue;
    return `it wants that ${say(wanted, condition)}, and in every call of ${name} ${say(wanted, schema)}`;
  }
  return null;
}

/** What `areApart` goes by. */
const told = new Set(
  "type enum const pattern minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems".split(
    " ",
  ),
);

function say(name: string, schema: JsonObject): string {
  const telling = Object.fromEntries(Object.entries(schema).filter(([keyword]) => told.has(keyword)));
  return sayCondition({ properties: { [name]: telling } }, { given: true, whole: "the call" });
}
