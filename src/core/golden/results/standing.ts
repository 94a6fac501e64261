/** How a golden task stands to those of the base that it is run beside. */
export type Standing =
  /** It asks the same on both sides: they are compared. */
  | { readonly kind: "equal" }
  /** So it does, and both sides are the same contract and program: nothing can differ. */
  | { readonly kind: "same" }
  /** The base has no such task, or no such contract. */
  | { readonly kind: "added" }
  /** It asks something else than it did: there is nothing to compare. */
  | { readonly kind: "changed" }
  /** A task of the base that is gone here, run as the base has it. */
  | { readonly kind: "removed" }
  /** A task of the base that proves less here, run as the base has it. */
  | { readonly kind: "weakened"; readonly says: readonly string[] };

/** Whether a task is run as the base has it: it is none of those that are written here. */
export function isOfBase(standing: Standing | null): boolean {
  return standing?.kind === "removed" || standing?.kind === "weakened";
}

/** Whether both sides are run. */
export function isCompared(standing: Standing | null): boolean {
  return standing?.kind === "equal" || isOfBase(standing);
}
