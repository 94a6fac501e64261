import {
  type Contract,
  type Decision,
  type Guardrail,
  type Tool,
  toolNamed,
  toolNameOf,
} from "../../contract/contract.ts";
import { type JsonObject, sameJson } from "../../json.ts";
import { decidingGuardrail, guardsTool, strictness } from "../../run/checkpoint.ts";
import { freshMeter } from "../../run/meter.ts";
import { schemaFaults } from "../../schema/validate.ts";
import type { Comparison } from "../rule.ts";
import { type ToolPair, toolPairs } from "../tool-pairs.ts";
import { escapingCall } from "./escape.ts";

/** Calls of a tool about which another decision falls than before. */
export interface Shift {
  /** By its new name. */
  readonly tool: string;
  readonly from: Decision;
  readonly to: Decision;
  /** The arguments of one such call; `null` where none is known that is valid on both sides. */
  readonly example: JsonObject | null;
  /** Only calls with certain arguments, or before certain others. */
  readonly isPartial: boolean;
  /** The tools of which none was called before. */
  readonly unlessCalled: readonly string[];
}

export interface Shifts {
  readonly decided: readonly Shift[];
  /** Tools of which nothing is proven. */
  readonly open: readonly string[];
}

/**
 * What comes of it that a guardrail went (`was`), came (`is`) or changed: the calls that it decided and that are freer
 * now, and those that it holds back and that were freer before. Other guardrails may decide the same: then nothing does.
 */
export function shiftsOf(
  comparison: Comparison,
  was: Guardrail | null,
  is: Guardrail | null,
  pairs: readonly ToolPair[] = toolPairs(comparison),
): Shifts {
  const { before, after, renames } = comparison;
  const sides = {
    before: {
      contract: before,
      idOf: (name: string) => renames.get(toolNameOf(before, name)) ?? toolNameOf(before, name),
    },
    after: { contract: after, idOf: (name: string) => toolNameOf(after, name) },
  };
  const met = pairs.flatMap((pair) => [
    ...(was === null ? [] : [crossing({ pair, sides, guardrail: was, from: "before", to: "after" })]),
    ...(is === null ? [] : [crossing({ pair, sides, guardrail: is, from: "after", to: "before" })]),
  ]);
  return {
    decided: met.flatMap((one) => (one?.kind === "shift" ? [one.shift] : [])),
    open: [...new Set(met.flatMap((one) => (one?.kind === "open" ? [one.tool] : [])))],
  };
}

interface Side {
  readonly contract: Contract;
  /** The new name of a tool, by any of its names. */
  idOf(name: string): string;
}

/** One guardrail of one side, held against all guardrails of the other. */
interface Crossing {
  readonly pair: ToolPair;
  readonly sides: { readonly before: Side; readonly after: Side };
  readonly guardrail: Guardrail;
  readonly from: "before" | "after";
  readonly to: "before" | "after";
}

type Met = { readonly kind: "shift"; readonly shift: Shift } | { readonly kind: "open"; readonly tool: string };

/** A call that the guardrail holds back and the other side lets go further; `null` where it is proven that there is none. */
function crossing({ pair, sides, guardrail, from, to }: Crossing): Met | null {
  if (guardrail.decision === "allow" || !guardsTool(guardrail, pair[from])) return null;
  const open: Met = { kind: "open", tool: pair.after.name };
  const lifting = new Set(guardrail.unless_called.map(sides[from].idOf));
  const rivals = sides[to].contract.guardrails.filter(
    (other) => isAsStrict(other, guardrail) && guardsTool(other, pair[to]) && lasts(other, sides[to], lifting),
  );
  if (rivals.some(({ when }) => isAlways(when) || sameJson(when, guardrail.when))) return null;
  try {
    const args = escapingCall(pair, guardrail, rivals);
    if (args === null || args === "open") return args === null ? null : open;
    const [was, is] = (["before", "after"] as const).map((side) => decisionIn(sides[side], pair[side], lifting, args));
    if (was === undefined || is === undefined || was === is) return open;
    const isValid = [pair.before, pair.after].every(({ input }) => schemaFaults(input, args).length === 0);
    const isPartial = guardrail.when !== null || lifting.size > 0 || rivals.length > 0;
    const example = isValid ? args : null;
    return {
      kind: "shift",
      shift: { tool: pair.after.name, from: was, to: is, example, isPartial, unlessCalled: [...lifting] },
    };
  } catch {
    // A condition or an input that is no schema: `check` refuses it, and here nothing is known.
    return open;
  }
}

function isAsStrict(one: Guardrail, other: Guardrail): boolean {
  return strictness[one.decision] >= strictness[other.decision];
}

/** It speaks at least as long: whatever lifts it lifts the other one too. */
function lasts({ unless_called }: Guardrail, { contract, idOf }: Side, lifting: ReadonlySet<string>): boolean {
  return unless_called.every((name) => toolNamed(contract, name) === null || lifting.has(idOf(name)));
}

function isAlways(when: JsonObject | null): boolean {
  return when === null || Object.keys(when).length === 0;
}

/** Everything was called before that does not lift the guardrail: whatever else can be lifted is. */
function decisionIn({ contract, idOf }: Side, tool: Tool, lifting: ReadonlySet<string>, args: JsonObject): Decision {
  const called = contract.tools.map(({ name }) => name).filter((name) => !lifting.has(idOf(name)));
  const meter = { ...freshMeter, succeeded: new Set(called) };
  return decidingGuardrail(contract, tool, meter, args)?.decision ?? "allow";
}
