import { canonicalText } from "../bundle/canonical.ts";
import { guardrailDefaults, withoutDefaults } from "../contract/defaults.ts";
import type { Guardrail } from "../contract/contract.ts";
import type { Json } from "../json.ts";
import type { Change } from "./change.ts";
import type { Judgement } from "./rule.ts";

/** Where a rule does not say what its judgement is about, it is about the values that it claims. */
export function aboutOf({ about, claims }: Judgement): readonly string[] {
  if (about !== undefined) return about;
  return claims.map((change) => JSON.stringify([change.path, ...valuesOf(change)])).toSorted();
}

/** The values of a change, for its fingerprint: the same however they were written. */
export function valuesOf(change: Change): readonly string[] {
  const before = "before" in change ? change.before : null;
  const after = "after" in change ? change.after : null;
  // What is gone is not what became null.
  return [change.kind, said(before), said(after)];
}

/** A value by its canonical text. */
export function said(value: Json): string {
  return canonicalText(value);
}

export function saidByGuardrail(guardrail: Guardrail | null): string {
  return guardrail === null ? "" : said(withoutDefaults(guardrail, guardrailDefaults));
}
