import { allTypes, bitOf, typeOf } from "../json-type.ts";
import type { Formula } from "./formula.ts";

/**
 * Types of the values that may be in a set, at a first look.
 *
 * @param depth how many schemas inside of each other are looked into
 */
export function typesIn(formula: Formula, depth = 0): number {
  if (formula.kind === "all") return formula.parts.reduce((types, part) => types & typesIn(part, depth), allTypes);
  if (formula.kind === "any") return formula.parts.reduce((types, part) => types | typesIn(part, depth), 0);
  if (formula.kind === "lazy") return depth === 0 ? allTypes : typesIn(formula.unfold(), depth - 1);
  const { says } = formula;
  if (says.what === "types") return says.types;
  if (says.what !== "values" || says.not) return allTypes;
  return [...says.among.values()].reduce<number>((types, value) => types | bitOf[typeOf(value)], 0);
}
