import type { Level } from "../core/finding.ts";

/** Those first that matter most; what matters the same stays in its order. */
export function mostSevereFirst<Of extends { readonly level: Level }>(told: readonly Of[]): readonly Of[] {
  return told.toSorted((left, right) => ranks[left.level] - ranks[right.level]);
}

const ranks: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };
