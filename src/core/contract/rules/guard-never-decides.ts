import { sameJson } from "../../json.ts";
import { sayList } from "../../text.ts";
import { type Contract, type Decision, type Guardrail, type Tool, toolNamed } from "../contract.ts";
import { guardrailsAsWritten, guards } from "../guards.ts";
import type { ContractRule } from "../rule.ts";

export const guardNeverDecides: ContractRule = {
  id: "GUARD_NEVER_DECIDES",
  level: "warning",
  purpose: "Every guardrail decides about some call: one that never does is a rule that somebody relies on.",
  remedy: "Take the guardrail out, or narrow the one that speaks first.",
  judge({ contract, written }) {
    const guardrails = guardrailsAsWritten(written);
    return guardrails.flatMap((guardrail, index) => {
      const why = whyIdle(contract, guardrail, guardrails);
      return why === null ? [] : [{ path: ["guardrails", index], ...why }];
    });
  },
};

function whyIdle(
  contract: Contract,
  guardrail: Guardrail,
  all: readonly Guardrail[],
): { readonly message: string; readonly hint: string } | null {
  const { id, tool: name, effect, decision } = guardrail;
  const named = name === null ? null : toolNamed(contract, name);
  if (name !== null && named === null) return null;
  const targets = contract.tools.filter((tool) => guards(guardrail, tool));
  if (named !== null && targets.length === 0) {
    return {
      message: `${id} speaks about ${named.name} where its effect is ${sayList(effect, "or")}, and it is ${named.effect}`,
      hint: "name the tool or its effect, not both",
    };
  }
  if (decision === "allow") {
    return {
      message: `${id} allows what is allowed: calls that no guardrail speaks about are, and deny and confirm beat allow`,
      hint: "take it out; what may not be called needs a guardrail that confirms or denies",
    };
  }
  const stronger = targets.length === 0 ? null : strongerThan(guardrail, targets, all);
  if (stronger === null) return null;
  return {
    message: `${id} never decides: wherever it applies, ${stronger.id} ${verbs[stronger.decision]} the call already`,
    hint: `take it out, or narrow ${stronger.id}`,
  };
}

const verbs: Readonly<Record<Decision, string>> = { allow: "allows", confirm: "confirms", deny: "denies" };
const strictness: Readonly<Record<Decision, number>> = { allow: 0, confirm: 1, deny: 2 };

/** A guardrail that applies to every call that this one applies to, and wins. Of equals, the first one decides. */
function strongerThan(guardrail: Guardrail, targets: readonly Tool[], all: readonly Guardrail[]): Guardrail | null {
  return (
    all.find((other) => {
      if (other.id === guardrail.id || !targets.every((tool) => guards(other, tool))) return false;
      const more = strictness[other.decision] - strictness[guardrail.decision];
      if (more < 0 || (more === 0 && (other.id > guardrail.id || !sameTarget(other, guardrail)))) return false;
      // Once one of its tools was called, the other one is silent: this one has to be silent then too.
      const lasts = other.unless_called.every((name) => guardrail.unless_called.includes(name));
      const always = other.when === null || Object.keys(other.when).length === 0;
      return lasts && (always || sameJson(other.when, guardrail.when));
    }) ?? null
  );
}

/** One that covers more today may be there for the tools of tomorrow. */
function sameTarget(one: Guardrail, other: Guardrail): boolean {
  return one.tool === other.tool && sameJson(one.effect, other.effect);
}
