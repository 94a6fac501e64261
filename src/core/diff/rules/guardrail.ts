import type { Contract, Guardrail } from "../../contract/contract.ts";
import { sayGuardrail } from "../../contract/words.ts";
import { isAt, isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const guardrailRemoved: Rule = {
  id: "GUARD_REMOVED",
  purpose: "A guardrail is gone.",
  incident: "A confirmation that used to stand before a payment disappeared in a clean-up.",
  judge({ before, changes }) {
    return changes.flatMap((change) => {
      const guardrail = guardrailNamed(before, change.path[1]);
      if (change.kind !== "removed" || !isExactly(change.path, ["guardrails", "*"]) || guardrail === null) return [];
      return {
        path: change.path,
        message: `the guardrail ${guardrail.id} is gone: ${sayGuardrail(guardrail)}`,
        severity: severity("dangerous", "dangerous", "dangerous"),
        claims: [change],
      };
    });
  },
};

export const guardrailAdded: Rule = {
  id: "GUARD_ADDED",
  purpose: "A guardrail is new.",
  incident: "A fifth of unattended runs stalled at an approval that nobody could give.",
  judge({ after, changes }) {
    return changes.flatMap((change) => {
      const guardrail = guardrailNamed(after, change.path[1]);
      if (change.kind !== "added" || !isExactly(change.path, ["guardrails", "*"]) || guardrail === null) return [];
      const stops = guardrail.decision === "deny" || (guardrail.decision === "confirm" && !after.sessions.attended);
      return {
        path: change.path,
        message: `the guardrail ${guardrail.id} is new: ${sayGuardrail(guardrail)}`,
        severity:
          guardrail.decision === "allow"
            ? severity("safe", "safe", "safe")
            : severity(stops ? "breaking" : "dangerous", "dangerous", "dangerous"),
        claims: [change],
      };
    });
  },
};

export const guardrailChanged: Rule = {
  id: "GUARD_CHANGED",
  purpose: "A guardrail decides otherwise, or about other calls.",
  incident: "A limit inside a guardrail went from 100 to 1000 among forty changed lines.",
  judge({ before, after, changes }) {
    const inside = changes.filter(({ path }) => path.length > 2 && isAt(path, ["guardrails", "*"]));
    const ids = [...new Set(inside.map(({ path }) => path[1]))];
    return ids.flatMap((id) => {
      const was = guardrailNamed(before, id);
      const is = guardrailNamed(after, id);
      if (was === null || is === null) return [];
      return {
        path: ["guardrails", is.id],
        message: `the guardrail ${is.id} is another one: it was "${sayGuardrail(was)}" and is "${sayGuardrail(is)}"`,
        severity: severity("dangerous", "dangerous", "dangerous"),
        claims: inside.filter(({ path }) => path[1] === id),
      };
    });
  },
};

function guardrailNamed(contract: Contract, id: string | number | undefined): Guardrail | null {
  return contract.guardrails.find((guardrail) => guardrail.id === id) ?? null;
}
