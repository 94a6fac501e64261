import { evaluator } from "../formula/evaluate.ts";
import type { Formula } from "../formula/formula.ts";
import type { Formulas } from "../formula/formulas.ts";
import { typesIn } from "../formula/types-in.ts";
import { bitOf, jsonTypes } from "../json-type.ts";
import type { Patterns } from "../pattern/patterns.ts";
import type { Work } from "../work.ts";
import { leavesOf } from "./leaves.ts";
import type { Prover } from "./prover.ts";

/** A chain of schemas that goes deeper than this is not followed. */
const deepest = 150;

/**
 * Proves emptiness by going through all the ways in which a value might be in a set.
 *
 * Schemas may be in circles. A question that is asked again while it is being answered is always about a part of
 * the value (an item, a property, the name of one), and a JSON value has no end of parts: by induction on how deep
 * the value goes, "nothing is in it" may be supposed of the parts while it is proven of the whole. So sets that
 * could only be filled by an endless value are empty, and circles of schemas are compared in finite time.
 */
export function newProver(formulas: Formulas, patterns: Patterns, work: Work): Prover {
  /** Empty as far as is known: proven, or supposed by a proof that has not ended. The later rest on the earlier. */
  const empty = new Set<number>();
  const order: number[] = [];
  const notProven = new Set<number>();
  let depth = 0;

  const prove = (goal: Formula): boolean => {
    if (goal === formulas.nothing) return true;
    if (goal === formulas.everything || notProven.has(goal.id)) return false;
    if (empty.has(goal.id)) return true;
    if (depth >= deepest || !work.spend()) return false;
    const before = order.length;
    order.push(goal.id);
    empty.add(goal.id);
    depth += 1;
    const isProven = hasNoValue(goal, prover);
    depth -= 1;
    if (isProven) return true;
    // Whatever was proven meanwhile may have rested on this.
    for (const id of order.splice(before)) empty.delete(id);
    notProven.add(goal.id);
    return false;
  };

  const prover: Prover = {
    formulas,
    patterns,
    work,
    evaluate: evaluator(patterns, work),
    isEmpty: (goal) => prove(formulas.all(goal)),
    leaves: (type, goal) => leavesOf(type, goal, prover),
  };
  return prover;
}

function hasNoValue(goal: Formula, prover: Prover): boolean {
  const types = typesIn(goal);
  return jsonTypes.every((type) => {
    if ((types & bitOf[type]) === 0) return true;
    if (type === "null" && prover.evaluate(goal, null) === false) return true;
    if (type === "boolean" && [true, false].every((value) => prover.evaluate(goal, value) === false)) return true;
    for (const _leaf of prover.leaves(type, goal)) return false;
    return true;
  });
}
