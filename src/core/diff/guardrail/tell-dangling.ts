import { type Guardrail, toolNamed } from "../../contract/contract.ts";
import { sayGuardrail } from "../../contract/words.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import { propertiesOf } from "../../schema/walk.ts";
import { sayCondition } from "../../schema/words/condition.ts";
import { sayList, someOf } from "../../text.ts";
import type { Comparison, Judgement } from "../rule.ts";
import type { Dangling } from "./dangling.ts";
import { shiftsOf } from "./shifts.ts";
import { sayFate } from "../tool-fate.ts";
import { toolPairs } from "../tool-pairs.ts";
import { sayShifts, shiftWitness } from "./tell.ts";
import { unguardedNewTools } from "./unguarded.ts";

type Told = Pick<Judgement, "message" | "wayOut" | "witness">;

/** For somebody who decides about refunds, and reads no schemas. */
export function tellDangling(one: Dangling, comparison: Comparison): Told {
  switch (one.kind) {
    case "tool":
      return tellTool(one.name, one, comparison);
    case "prerequisite":
      return tellPrerequisite(one.name, one, comparison);
    case "parameter":
      return tellParameter(one.name, one.tool, one, comparison);
    case "condition": {
      const looksFor = sayCondition(one.is.when ?? {}, { given: true, whole: "the call" });
      return {
        message: `the guardrail ${one.is.id} is disarmed: it is about calls of ${one.tool} where ${looksFor}, and ${one.tool} takes no such call any more`,
        wayOut: `write the condition of ${one.is.id} about what ${one.tool} takes now`,
      };
    }
  }
}

function tellTool(name: string, { is, was }: Dangling, comparison: Comparison): Told {
  const target = comparison.renames.get(name);
  if (target === undefined) return tellLostTool(name, was ?? is, comparison);
  const shifts = shiftsOf(comparison, was ?? is, null);
  const result =
    shifts.decided.length + shifts.open.length === 0
      ? ""
      : `: ${sayShifts(shifts, comparison.after.sessions.attended)}`;
  return {
    message: `the guardrail ${is.id} is disarmed: it says "${sayGuardrail(is)}", and ${whatBecameOf(name, comparison)}${result}`,
    witness: shiftWitness(shifts),
    wayOut: `write \`tool: ${target}\` in ${is.id}, or keep the old name alive: \`aliases: [${name}]\` in ${target}`,
  };
}

/** What the tool did may be done by a new one, which nothing guards. */
function tellLostTool(name: string, guardrail: Guardrail, comparison: Comparison): Told {
  const { id } = guardrail;
  const heirs = unguardedNewTools(comparison, guardrail);
  const says = `it says "${sayGuardrail(guardrail)}", and ${whatBecameOf(name, comparison)}`;
  if (heirs.length === 0) {
    return {
      message: `the guardrail ${id} guards nothing: ${says}`,
      wayOut: `let ${id} name the tool that it has to guard, or take it out`,
    };
  }
  const tools = someOf(heirs, 5);
  return {
    message: `the guardrail ${id} guards nothing: ${says}; nothing stands before the new ${heirs.length === 1 ? "tool" : "tools"} ${tools}`,
    wayOut:
      heirs.length === 1
        ? `write \`tool: ${tools}\` in ${id}, if that is what it has to guard now`
        : `let ${id} name the tool that it has to guard now`,
  };
}

function tellPrerequisite(name: string, { is }: Dangling, comparison: Comparison): Told {
  const left = is.unless_called.filter((one) => toolNamed(comparison.after, one) !== null);
  const result =
    left.length > 0 ? `only ${sayList(left, "or")} lifts it now` : `nothing lifts it any more: ${whatItHolds(is)}`;
  const target = comparison.renames.get(name);
  return {
    message: `the guardrail ${is.id} is lifted once ${name} was called, and ${whatBecameOf(name, comparison)}; ${result}`,
    wayOut:
      target === undefined
        ? `let ${is.id} name the tool that has to be called first now`
        : `write ${target} in \`unless_called\` of ${is.id}, or keep the old name alive: \`aliases: [${name}]\` in ${target}`,
  };
}

function whatItHolds({ tool, when, decision }: Guardrail): string {
  const calls = `${when === null ? "" : "such "}calls of ${tool ?? "its tools"}`;
  const verdicts = { allow: "are allowed", confirm: "need a confirmation every time", deny: "are always denied" };
  return `${calls} ${verdicts[decision]}`;
}

function tellParameter(name: string, tool: string, { is }: Dangling, comparison: Comparison): Told {
  const heir = heirOf(name, tool, comparison);
  const others = comparison.after.guardrails.some(
    (one) => one.id !== is.id && one.decision !== "allow" && one.when === null && namesOf(one, tool, comparison),
  );
  const freed = {
    allow: null,
    confirm: `nobody is asked before such calls of ${tool}`,
    deny: `such calls of ${tool} are not denied`,
  };
  const result = others || freed[is.decision] === null ? "" : `: ${freed[is.decision] ?? ""}`;
  return {
    message: `the guardrail ${is.id} is disarmed: it says "${sayGuardrail(is)}", and ${tool} has no ${name}${heir === null ? "" : ` any more, but ${heir}`}${result}`,
    wayOut: `write the condition of ${is.id} about ${heir ?? `a parameter that ${tool} has`}`,
  };
}

function namesOf(guardrail: Guardrail, tool: string, { after }: Comparison): boolean {
  const target = toolNamed(after, tool);
  return target !== null && guardsTool(guardrail, target);
}

/** The one parameter that came where this one went. */
function heirOf(name: string, tool: string, comparison: Comparison): string | null {
  const pair = toolPairs(comparison).find(({ after }) => after.name === tool);
  if (pair === undefined || !Object.hasOwn(propertiesOf(pair.before.input), name)) return null;
  const [had, has] = [propertiesOf(pair.before.input), propertiesOf(pair.after.input)];
  const gone = Object.keys(had).filter((one) => !Object.hasOwn(has, one));
  const come = Object.keys(has).filter((one) => !Object.hasOwn(had, one));
  return gone.length === 1 && come.length === 1 ? (come[0] ?? null) : null;
}

function whatBecameOf(name: string, comparison: Comparison): string {
  const isKnown = toolNamed(comparison.before, name) !== null || comparison.renames.has(name);
  return isKnown ? `this change ${sayFate(name, comparison)}` : `there is no tool ${name}`;
}
