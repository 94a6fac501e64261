import type { Guardrail } from "../../contract/contract.ts";
import { sayGuardrail } from "../../contract/words.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import { someOf } from "../../text.ts";
import { saidByGuardrail } from "../about.ts";
import { isExactly } from "../change.ts";
import { guardrailNamed } from "../guardrail/edits.ts";
import { shiftsOf } from "../guardrail/shifts.ts";
import { toolPairs } from "../tool-pairs.ts";
import { sayShifts, shiftSeverity, shiftWitness } from "../guardrail/tell.ts";
import { unguardedNewTools } from "../guardrail/unguarded.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";

export const guardRemoved: Rule = {
  id: "GUARD_REMOVED",
  purpose: "A guardrail is gone.",
  incident: "A confirmation that used to stand before a payment disappeared in a clean-up.",
  judge: (comparison) =>
    comparison.changes.flatMap((change) => {
      const was = guardrailNamed(comparison.before, change.path[1]);
      if (change.kind !== "removed" || !isExactly(change.path, ["guardrails", "*"]) || was === null) return [];
      return { ...judgeRemoval(comparison, was), path: change.path, claims: [change], about: [saidByGuardrail(was)] };
    }),
};

export const guardAdded: Rule = {
  id: "GUARD_ADDED",
  purpose: "A guardrail is new.",
  incident: "A fifth of unattended runs stalled at an approval that nobody could give.",
  judge: (comparison) =>
    comparison.changes.flatMap((change) => {
      const is = guardrailNamed(comparison.after, change.path[1]);
      if (change.kind !== "added" || !isExactly(change.path, ["guardrails", "*"]) || is === null) return [];
      return { ...judgeAddition(comparison, is), path: change.path, claims: [change], about: [saidByGuardrail(is)] };
    }),
};

type Opinion = Pick<Judgement, "message" | "severity" | "witness" | "wayOut">;

function judgeRemoval(comparison: Comparison, was: Guardrail): Opinion {
  const { attended } = comparison.after.sessions;
  const gone = `the guardrail ${was.id} ("${sayGuardrail(was)}") is gone`;
  const unguarded = unguardedNewTools(comparison, was);
  if (unguarded.length > 0) {
    return {
      message: `${gone}, and nothing stands before the new ${unguarded.length === 1 ? "tool" : "tools"} ${someOf(unguarded, 5)}`,
      severity: severity("dangerous", "dangerous", "dangerous"),
      wayOut: `let ${was.id} stay, and name what it has to guard now`,
    };
  }
  if (!toolPairs(comparison).some((pair) => guardsTool(was, pair.before))) {
    return { message: `${gone}, and so is every tool that it was about`, severity: severity("safe", "safe", "safe") };
  }
  const shifts = shiftsOf(comparison, was, null);
  const isCovered = shifts.decided.length + shifts.open.length === 0;
  const later = isCovered && was.tool === null ? "; a tool that is added later has to be guarded by another one" : "";
  return {
    message: `${gone}: ${sayShifts(shifts, attended)}${later}`,
    severity: shiftSeverity(shifts, attended),
    witness: shiftWitness(shifts),
    ...(isCovered
      ? {}
      : { wayOut: `where ${was.id} was in the way, narrow it with \`when:\` instead of taking it out` }),
  };
}

function judgeAddition(comparison: Comparison, is: Guardrail): Opinion {
  const { attended } = comparison.after.sessions;
  const come = `the guardrail ${is.id} is new: "${sayGuardrail(is)}"`;
  const guarded = comparison.after.tools.filter((tool) => guardsTool(is, tool));
  const isAboutNew = guarded.length > 0 && !toolPairs(comparison).some((pair) => guardsTool(is, pair.after));
  const shifts = shiftsOf(comparison, null, is);
  return {
    message: `${come}; ${isAboutNew ? "it is about new tools only" : sayShifts(shifts, attended)}`,
    severity: shiftSeverity(shifts, attended),
    witness: shiftWitness(shifts),
    ...(is.decision === "confirm" && !attended && shifts.decided.length > 0
      ? {
          wayOut:
            "write `decision: deny`, so that the model is told and can go on, or see to it that somebody is there",
        }
      : {}),
  };
}
