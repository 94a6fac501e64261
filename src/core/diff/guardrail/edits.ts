import type { Contract, Guardrail } from "../../contract/contract.ts";
import { sayGuardrail } from "../../contract/words.ts";
import { saidByGuardrail } from "../about.ts";
import { type Change, isAt } from "../change.ts";
import type { Comparison, Judgement } from "../rule.ts";
import { shiftsOf } from "./shifts.ts";
import { sayShifts, shiftSeverity, shiftWitness } from "./tell.ts";

/** A guardrail that stayed and is another one, with the facts about it that nobody claimed yet. */
export interface GuardrailEdit {
  readonly was: Guardrail;
  readonly is: Guardrail;
  readonly changes: readonly Change[];
}

/** The guardrails in which one of these fields changed. */
export function editsOf(
  { before, after, changes }: Comparison,
  ...fields: readonly string[]
): readonly GuardrailEdit[] {
  const inside = changes.filter(({ path }) => path.length > 2 && isAt(path, ["guardrails", "*"]));
  const ids = new Set(inside.filter(({ path }) => fields.includes(String(path[2]))).map(({ path }) => path[1]));
  return [...ids].flatMap((id) => {
    const was = guardrailNamed(before, id);
    const is = guardrailNamed(after, id);
    return was === null || is === null ? [] : [{ was, is, changes: inside.filter(({ path }) => path[1] === id) }];
  });
}

/** One guardrail is one finding, however many of its fields changed: what it does to calls is one thing. */
export function judgeEdit(comparison: Comparison, { was, is, changes }: GuardrailEdit): Judgement {
  const { attended } = comparison.after.sessions;
  const shifts = shiftsOf(comparison, was, is);
  return {
    path: ["guardrails", is.id],
    message: `the guardrail ${is.id} said "${sayGuardrail(was)}", and says "${sayGuardrail(is)}" now: ${sayShifts(shifts, attended)}`,
    severity: shiftSeverity(shifts, attended),
    claims: changes,
    witness: shiftWitness(shifts),
    about: [saidByGuardrail(was), saidByGuardrail(is)],
  };
}

export function guardrailNamed(contract: Contract, id: string | number | undefined): Guardrail | null {
  return contract.guardrails.find((guardrail) => guardrail.id === id) ?? null;
}
