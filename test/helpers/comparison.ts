import type { Change } from "../../src/core/diff/change.ts";
import { judgementsOf } from "../../src/core/diff/judge.ts";
import type { Comparison } from "../../src/core/diff/rule.ts";

/** How often each change is claimed, in the order of the changes. */
export function claimsOf(comparison: Comparison): readonly number[] {
  const claims = new Map<Change, number>(comparison.changes.map((change) => [change, 0]));
  for (const { judgement } of judgementsOf(comparison)) {
    for (const change of judgement.claims) claims.set(change, (claims.get(change) ?? Number.NaN) + 1);
  }
  return [...claims.values()];
}
