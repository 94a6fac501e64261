import type { Guardrail, Tool } from "../../contract/contract.ts";
import { sayRule } from "../../contract/words.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import { propertiesOf, requiredOf } from "../../schema/walk.ts";
import { withoutReferences } from "../../schema/words/references.ts";
import { saidByGuardrail } from "../about.ts";
import { guardrailNamed } from "../guardrail/edits.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";
import { toolPairs } from "../tool-pairs.ts";

export const guardAvoidable: Rule = {
  id: "GUARD_AVOIDABLE",
  purpose: "A guardrail looks at a parameter that a call may leave out now: such a call it does not see.",
  incident: "An amount became optional, no amount meant all of it, and the confirmation for large refunds never came.",
  judge: (comparison) =>
    toolPairs(comparison).flatMap(({ before, after }) =>
      comparison.after.guardrails.flatMap((is) => {
        const was = guardrailNamed(comparison.before, is.id);
        if (was === null || is.decision === "allow" || !guardsTool(was, before) || !guardsTool(is, after)) return [];
        return lookedAt(was)
          .filter((name) => lookedAt(is).includes(name) && demands(before, name) && mayLeaveOut(after, name))
          .filter(() => !isGuardedAnyway(comparison, is, after))
          .map((name): Judgement => ({
            path: ["guardrails", is.id, "when", "properties", name],
            message: `${after.name} can be called without ${name} now, and of such a call the guardrail ${is.id} ("${after.name} ${sayRule(is)}") sees nothing`,
            severity: severity("dangerous", "dangerous", "dangerous"),
            claims: [],
            wayOut: `leave ${name} required, or say what happens to calls without it in a guardrail of their own: \`when: { not: { required: [${name}] } }\``,
            about: [after.name, saidByGuardrail(is)],
          }));
      }),
    ),
};

/** Parameters have to be there for a condition to hold. */
function lookedAt({ when }: Guardrail): readonly string[] {
  return Object.keys(propertiesOf(withoutReferences(when ?? {})));
}

function demands({ input }: Tool, name: string): boolean {
  return requiredOf(withoutReferences(input)).includes(name);
}

/** It is there still, and not demanded anywhere: what is gone is GUARD_DANGLING_TARGET. */
function mayLeaveOut({ input }: Tool, name: string): boolean {
  const plain = withoutReferences(input);
  const isSimple = ["allOf", "anyOf", "oneOf", "if"].every((keyword) => plain[keyword] === undefined);
  return isSimple && Object.hasOwn(propertiesOf(plain), name) && !requiredOf(plain).includes(name);
}

function isGuardedAnyway({ after }: Comparison, is: Guardrail, tool: Tool): boolean {
  return after.guardrails.some(
    (one) =>
      one.id !== is.id &&
      one.decision !== "allow" &&
      one.when === null &&
      guardsTool(one, tool) &&
      one.unless_called.length === 0,
  );
}
