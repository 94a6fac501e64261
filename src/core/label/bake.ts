import type { LabelPolicy } from "./policy.ts";

/** A label that would take a bundle, and the seconds for which its source has to serve it still: 0 is long enough. */
export interface Bake {
  readonly label: string;
  readonly left: number;
}

/** How long the bundle of a label has to be served still before other labels take it. */
export function bakesOf(policies: readonly LabelPolicy[], source: string, servedFor: number): readonly Bake[] {
  return policies.flatMap((policy) =>
    policy.from !== source || policy.bake === null
      ? []
      : [{ label: policy.label, left: bakeLeft(policy.bake, servedFor) }],
  );
}

/** Seconds. */
export function bakeLeft(bake: number, servedFor: number): number {
  return Math.max(0, bake - servedFor);
}
