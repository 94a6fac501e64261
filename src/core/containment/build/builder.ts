import type { Json } from "../../json.ts";
import type { Formula } from "../formula/formula.ts";
import { valuesOf } from "../formula/formulas.ts";
import { type JsonType, textOf } from "../json-type.ts";
import type { Leaf, Prover } from "../refute/prover.ts";
import { buildArray } from "./array.ts";
import { buildNumber } from "./number.ts";
import { buildObject } from "./object.ts";
import { buildString } from "./string.ts";

/** Makes values that are in sets, from what the prover could not rule out. */
export interface Builder {
  readonly prover: Prover;
  /** A small value that is in all of these sets as far as is known, and is none of `except`; else `undefined`. */
  build(goal: readonly Formula[], except?: readonly Json[]): Json | undefined;
}

/** Sensible first; inside of values, small first, so that what is in circles ends. */
const outside: readonly JsonType[] = ["object", "string", "number", "array", "boolean", "null"];
const inside: readonly JsonType[] = ["string", "number", "boolean", "null", "array", "object"];

/** So many ways are tried for one type. */
const mostLeaves = 24;
/** Values are tried flat first: a circle of schemas is left where it can be. */
const depths = [1, 2, 4, 8, 16, 64, 140];

/** A small value that is in a set and is accepted; `undefined` where none was found. */
export function buildValue(goal: Formula, prover: Prover, accept: (value: Json) => boolean): Json | undefined {
  for (const limit of depths) {
    const cut = { short: false };
    const builder = builderWithin(limit, prover, cut);
    for (const type of outside) {
      for (const value of valuesOfType(type, goal, builder)) if (accept(value)) return value;
      if (prover.work.ended) return undefined;
    }
    if (!cut.short) return undefined;
  }
  return undefined;
}

/** @param cut told when something deeper would have been tried */
function builderWithin(limit: number, prover: Prover, cut: { short: boolean }): Builder {
  let depth = 0;
  /** What was not built, by the set and how deep it was tried. */
  const hopeless = new Set<string>();
  const builder: Builder = {
    prover,
    build(goal, except = []) {
      const set = prover.formulas.all([...goal, ...otherThan(except, prover)]);
      const key = `${set.id} ${depth}`;
      cut.short ||= depth >= limit;
      if (depth >= limit || hopeless.has(key) || !prover.work.spend()) return undefined;
      depth += 1;
      const value = best(set, builder);
      depth -= 1;
      if (value === undefined) hopeless.add(key);
      return value;
    },
  };
  return builder;
}

function otherThan(except: readonly Json[], { formulas }: Prover): readonly Formula[] {
  return except.length === 0 ? [] : [formulas.fact({ what: "values", among: valuesOf(except), not: true })];
}

/** What is known to be in the set is better than what may be. */
function best(set: Formula, builder: Builder): Json | undefined {
  let fallback: Json | undefined;
  for (const type of inside) {
    for (const value of valuesOfType(type, set, builder)) {
      if (builder.prover.evaluate(set, value) === true) return value;
      fallback ??= value;
    }
  }
  return fallback;
}

function* valuesOfType(type: JsonType, set: Formula, builder: Builder): Iterable<Json> {
  const { prover } = builder;
  let tried = 0;
  for (const leaf of prover.leaves(type, set)) {
    for (const value of candidates(type, leaf, builder)) if (prover.evaluate(set, value) !== false) yield value;
    tried += 1;
    if (tried >= mostLeaves) return;
  }
}

function candidates(type: JsonType, leaf: Leaf, builder: Builder): Iterable<Json> {
  const listed = leaf.facts.find(({ says }) => says.what === "values" && !says.not);
  if (listed?.says.what === "values") {
    return [...listed.says.among.values()].toSorted((left, right) => textOf(left).length - textOf(right).length);
  }
  switch (type) {
    case "null":
      return [null];
    case "boolean":
      return [true, false];
    case "number":
      return buildNumber(leaf.facts);
    case "string":
      return buildString(leaf.facts, builder.prover);
    case "array":
      return buildArray(leaf.facts, builder);
    case "object":
      return buildObject(leaf.facts, builder);
  }
}
