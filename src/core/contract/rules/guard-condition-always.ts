import { isJsonObject } from "../../json.ts";
import { saysNothingAbout, typesOf } from "../../schema/apart.ts";
import { propertiesOf } from "../../schema/walk.ts";
import { sayCondition } from "../../schema/words/condition.ts";
import { sayList } from "../../text.ts";
import { guardrailsAsWritten, guards } from "../guards.ts";
import type { ContractRule } from "../rule.ts";

export const guardConditionAlways: ContractRule = {
  id: "GUARD_CONDITION_ALWAYS",
  level: "warning",
  purpose:
    "A condition speaks about the type that the parameter has: JSON Schema lets every value of another type pass.",
  remedy:
    "Compare numbers with `minimum` and the like, texts with `enum`, `pattern` or lengths; or correct the type of the parameter.",
  judge({ contract, written }) {
    return guardrailsAsWritten(written).flatMap((guardrail, index) => {
      const { id, when } = guardrail;
      if (when === null) return [];
      const targets = contract.tools.filter((tool) => guards(guardrail, tool));
      return Object.entries(propertiesOf(when)).flatMap(([name, condition]) => {
        if (!isJsonObject(condition)) return [];
        const types = targets.map(({ input }) => {
          const properties = propertiesOf(input);
          const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
          return isJsonObject(schema) ? typesOf(schema) : null;
        });
        const [first] = types;
        const isMute = (some: readonly string[] | null): boolean => some !== null && saysNothingAbout(condition, some);
        if (first === undefined || first === null || !types.every(isMute)) return [];
        return [
          {
            path: ["guardrails", index, "when", "properties", name],
            message: `${id} says ${sayList(Object.keys(condition))} of ${name}, and ${sayType(name, first)}: every call that gives it meets this`,
            hint: "say it in keywords of that type, or correct the type of the parameter",
          },
        ];
      });
    });
  },
};

function sayType(name: string, types: readonly string[]): string {
  return sayCondition({ properties: { [name]: { type: types } } }, { given: true, whole: "the call" });
}
