import type { Formula } from "../formula/formula.ts";
import type { JsonType } from "../json-type.ts";
import { multiplesWithin, numbersOf } from "./numbers.ts";
import type { Leaf, Prover } from "./prover.ts";

/** At most how many values are in all of these sets; more than `limit` where they may be many. */
export function countUpTo(limit: number, goal: readonly Formula[], prover: Prover): number {
  const set = prover.formulas.all(goal);
  let count = [null, true, false].filter((value) => prover.evaluate(set, value) !== false).length;
  for (const type of ["number", "string", "array", "object"] as const) {
    for (const leaf of prover.leaves(type, set)) {
      count += countLeaf(type, leaf);
      if (count > limit) return Infinity;
    }
  }
  return count;
}

function countLeaf(type: JsonType, { facts }: Leaf): number {
  for (const { says } of facts) {
    if (says.what === "values" && !says.not) return says.among.size;
    if (says.what === "size" && says.side === "most" && says.count === 0) return 1;
  }
  if (type !== "number") return Infinity;
  const numbers = numbersOf(facts);
  return numbers.unit === null ? Infinity : (multiplesWithin(numbers, numbers.unit)?.length ?? Infinity);
}
