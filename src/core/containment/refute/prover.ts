import type { Fact, Formula } from "../formula/formula.ts";
import type { Evaluate } from "../formula/evaluate.ts";
import type { Formulas } from "../formula/formulas.ts";
import type { JsonType } from "../json-type.ts";
import type { Patterns } from "../pattern/patterns.ts";
import type { Work } from "../work.ts";

/** Proves that sets are empty. What it does not prove says nothing. */
export interface Prover {
  readonly formulas: Formulas;
  readonly patterns: Patterns;
  readonly work: Work;
  readonly evaluate: Evaluate;
  /** Whether nothing is in all of these sets; `false` means "not proven". */
  isEmpty(goal: readonly Formula[]): boolean;
  /**
   * The ways in which a value of a type may be in a set, each as plain facts. Where none is left, there is no
   * such value; one that is left may still be impossible.
   */
  leaves(type: JsonType, goal: Formula): Iterable<Leaf>;
}

export interface Leaf {
  readonly facts: readonly Fact[];
}
