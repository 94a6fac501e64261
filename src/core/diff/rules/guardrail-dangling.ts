import { toolNamed } from "../../contract/contract.ts";
import { saidByGuardrail } from "../about.ts";
import { type Change, isAt, isExactly } from "../change.ts";
import { type Dangling, newlyDangling } from "../guardrail/dangling.ts";
import { tellDangling } from "../guardrail/tell-dangling.ts";
import { unguardedNewTools } from "../guardrail/unguarded.ts";
import { heirsOf } from "../tool-fate.ts";
import { type Comparison, type Rule, severity } from "../rule.ts";

export const guardDanglingTarget: Rule = {
  id: "GUARD_DANGLING_TARGET",
  purpose: "A guardrail relies on a tool, a parameter or a value that is not there, so it does not guard what it says.",
  incident: "Renaming a tool silently disarms its guardrail: the confirmation before refunds never came again.",
  judge(comparison) {
    let left = comparison.changes;
    return newlyDangling(comparison).map((one) => {
      const claims = left.filter((change) => isCause(change, one));
      left = left.filter((change) => !claims.includes(change));
      return {
        path: ["guardrails", one.is.id, ...fieldOf(one)],
        severity: severityOf(one, comparison),
        claims,
        about: aboutDangling(one, comparison),
        ...tellDangling(one, comparison),
      };
    });
  },
};

/** By the new names too: which tool stands unguarded is the point. */
function aboutDangling(one: Dangling, comparison: Comparison): readonly string[] {
  const named = [one.kind, "name" in one ? one.name : "", "tool" in one ? one.tool : "", saidByGuardrail(one.is)];
  if (one.kind !== "tool" && one.kind !== "prerequisite") return named;
  const heirs = heirsOf(one.name, comparison);
  const unguarded =
    one.kind === "tool" && heirs.length === 0 ? unguardedNewTools(comparison, one.was ?? one.is).toSorted() : [];
  return [...named, ...heirs, ...unguarded];
}

/** What lifts a guardrail and is gone does not let calls through: it holds them back. */
function severityOf({ kind, is }: Dangling, { after }: Comparison) {
  const isLeft = is.unless_called.some((name) => toolNamed(after, name) !== null);
  const waits = is.decision === "confirm" && after.sessions.attended;
  const level = kind === "prerequisite" && (isLeft || waits || is.decision === "allow") ? "dangerous" : "breaking";
  return severity(level, level, level);
}

function fieldOf({ kind, ...one }: Dangling): readonly string[] {
  const name = "name" in one ? one.name : "";
  const fields = {
    tool: ["tool"],
    prerequisite: ["unless_called", name],
    parameter: ["when", "properties", name],
    condition: ["when"],
  };
  return fields[kind];
}

/** The guardrail itself was changed so. */
function isCause({ path }: Change, one: Dangling): boolean {
  if (isExactly(path, ["guardrails", one.is.id])) return one.was === null;
  const field = one.kind === "condition" || one.kind === "parameter" ? ["when"] : fieldOf(one);
  return isAt(path, ["guardrails", one.is.id, ...field]);
}
