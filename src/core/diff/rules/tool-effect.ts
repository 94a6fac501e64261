import type { Effect } from "../../contract/contract.ts";
import { sameJson } from "../../json.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import { sayList } from "../../text.ts";
import { worst } from "../../severity.ts";
import { isExactly } from "../change.ts";
import { guardrailNamed } from "../guardrail/edits.ts";
import { type Shifts, shiftsOf } from "../guardrail/shifts.ts";
import { type ToolPair, comparedTools } from "../tool-pairs.ts";
import { sayShifts, shiftSeverity, shiftWitness } from "../guardrail/tell.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";

export const toolEffectRaised: Rule = {
  id: "TOOL_EFFECT_RAISED",
  purpose: "A tool does more to the world than before, by what is said of it.",
  incident: "A tool that was approved because it only read was updated, and wrote.",
  judge: (comparison) =>
    effectChanges(comparison, (was, is) => is > was).map(({ pair, claims }) =>
      judgement(
        comparison,
        pair,
        claims,
        `is ${pair.after.effect} now, and was ${pair.before.effect}: a call ${does[pair.after.effect]}`,
      ),
    ),
};

export const toolEffectLowered: Rule = {
  id: "TOOL_EFFECT_LOWERED",
  purpose: "A tool does less to the world than before, by what is said of it.",
  incident: "One word in a tool's definition took it out of every rule about destructive calls.",
  judge: (comparison) =>
    effectChanges(comparison, (was, is) => is < was).map(({ pair, claims }) => {
      const uncounted = pair.after.effect === "read" ? ", and golden tasks do not count it among the writes" : "";
      return {
        ...judgement(
          comparison,
          pair,
          claims,
          `counts as ${pair.after.effect} now, and was ${pair.before.effect}: it is said that a call ${does[pair.after.effect]}${uncounted}`,
        ),
        wayOut: `if a call still does what it did, leave the effect of ${pair.after.name} as it was`,
      };
    }),
};

const does: Readonly<Record<Effect, string>> = {
  read: "changes nothing",
  write: "changes something that can be taken back",
  destructive: "changes something that cannot be taken back",
};

const ranks: readonly Effect[] = ["read", "write", "destructive"];

interface EffectChange {
  readonly pair: ToolPair;
  readonly claims: Judgement["claims"];
}

function effectChanges(comparison: Comparison, wanted: (was: number, is: number) => boolean): readonly EffectChange[] {
  return comparedTools(comparison).flatMap((pair) => {
    const claims = comparison.changes.filter(({ path }) => isExactly(path, ["tools", pair.after.name, "effect"]));
    const isWanted = wanted(ranks.indexOf(pair.before.effect), ranks.indexOf(pair.after.effect));
    return claims.length > 0 && isWanted ? [{ pair, claims }] : [];
  });
}

function judgement(comparison: Comparison, pair: ToolPair, claims: Judgement["claims"], what: string): Judgement {
  const { attended } = comparison.after.sessions;
  const { name } = pair.after;
  const { ids, shifts } = guardrailsConcerned(comparison, pair);
  const { inFlight } = shiftSeverity(shifts, attended);
  const go = ids.length === 1 ? `the guardrail ${sayList(ids)} goes` : `the guardrails ${sayList(ids)} go`;
  const guards = ids.length === 0 ? "" : `; ${go} by the effect: ${sayShifts(shifts, attended)}`;
  return {
    path: ["tools", name, "effect"],
    message: `${name} ${what}${guards}`,
    severity: severity(worst(["dangerous", inFlight]), "dangerous", "dangerous"),
    claims,
    witness: shiftWitness(shifts),
    about: [pair.before.effect, pair.after.effect],
  };
}

/** Guardrails that stayed what they are, and are about this tool on one side only. */
function guardrailsConcerned(comparison: Comparison, pair: ToolPair): { ids: readonly string[]; shifts: Shifts } {
  const concerned = comparison.after.guardrails.filter((is) => {
    const was = guardrailNamed(comparison.before, is.id);
    const isSame = was !== null && sameJson({ ...was, tool: null }, { ...is, tool: null });
    return isSame && is.decision !== "allow" && guardsTool(was, pair.before) !== guardsTool(is, pair.after);
  });
  const all = concerned.map((is) => shiftsOf(comparison, guardrailNamed(comparison.before, is.id), is, [pair]));
  return {
    ids: concerned.map(({ id }) => id),
    shifts: { decided: all.flatMap(({ decided }) => decided), open: [...new Set(all.flatMap(({ open }) => open))] },
  };
}
