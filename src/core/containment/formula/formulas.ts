import type { Json } from "../../json.ts";
import { type JsonType, textOf } from "../json-type.ts";
import { once } from "../once.ts";
import type { Fact, Formula, Statement, Values } from "./formula.ts";
import { mergeAll, mergeAny } from "./merge.ts";
import { contraryOf, keyOf } from "./statement.ts";
import { simplified } from "./trivial.ts";
import { narrow, turnAround } from "./turn.ts";

/** Where formulas are made, each once. */
export interface Formulas {
  readonly everything: Formula;
  readonly nothing: Formula;
  all(parts: readonly Formula[]): Formula;
  any(parts: readonly Formula[]): Formula;
  not(formula: Formula): Formula;
  fact(statement: Statement): Formula;
  /** @param key equal for equal sets */
  lazy(key: string, unfold: () => Formula): Formula;
  /** What a formula says about values of one type. */
  under(type: JsonType, formula: Formula): Formula;
  /** The fact that holds of the other values of the type that this one is about. */
  contrary(fact: Fact): Formula;
}

export function newFormulas(): Formulas {
  const made = new Map<string, Formula>();
  const turned = new Map<number, Formula>();
  const contraries = new Map<number, Formula>();
  const ofType = new Map<JsonType, Map<number, Formula>>();
  const make = <Made extends Formula>(key: string, build: (id: number) => Made): Formula => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const built = build(made.size);
    made.set(key, built);
    return built;
  };

  const everything = make("all", (id) => ({ kind: "all", id, parts: [] }));
  const nothing = make("any", (id) => ({ kind: "any", id, parts: [] }));
  turned.set(everything.id, nothing);
  turned.set(nothing.id, everything);

  const group = (kind: "all" | "any", given: readonly Formula[]): Formula => {
    const [neutral, absorbing] = kind === "all" ? [everything, nothing] : [nothing, everything];
    const distinct = new Set<Formula>();
    for (const part of given) for (const inner of part.kind === kind ? part.parts : [part]) distinct.add(inner);
    const parts = (kind === "all" ? mergeAll : mergeAny)([...distinct], formulas.fact).filter(
      (part) => part !== neutral,
    );
    if (parts.includes(absorbing)) return absorbing;
    const [first = neutral] = parts;
    if (parts.length < 2) return first;
    const ids = parts.map(({ id }) => id).toSorted((left, right) => left - right);
    return make(`${kind} ${ids.join(" ")}`, (id) => ({ kind, id, parts }));
  };

  const formulas: Formulas = {
    everything,
    nothing,
    all: (parts) => group("all", parts),
    any: (parts) => group("any", parts),
    fact(statement) {
      const said = simplified(statement, formulas);
      return said === true
        ? everything
        : said === false
          ? nothing
          : make(keyOf(said), (id) => ({ kind: "fact", id, says: said }));
    },
    lazy(key, unfold) {
      return make(`lazy ${key}`, (id) => ({ kind: "lazy", id, unfold: once(unfold) }));
    },
    not(formula) {
      const known = turned.get(formula.id);
      if (known !== undefined) return known;
      const opposite = turnAround(formula, formulas);
      turned.set(formula.id, opposite);
      if (!turned.has(opposite.id)) turned.set(opposite.id, formula);
      return opposite;
    },
    contrary(fact) {
      const known = contraries.get(fact.id);
      if (known !== undefined) return known;
      const contrary = formulas.fact(contraryOf(fact.says, formulas.not));
      contraries.set(fact.id, contrary);
      return contrary;
    },
    under(type, formula) {
      const cache = ofType.get(type) ?? new Map<number, Formula>();
      ofType.set(type, cache);
      const known = cache.get(formula.id);
      if (known !== undefined) return known;
      const narrowed = narrow(type, formula, formulas);
      cache.set(formula.id, narrowed);
      return narrowed;
    },
  };
  return formulas;
}

export function valuesOf(list: readonly Json[]): Values {
  return new Map(list.map((value) => [textOf(value), value]));
}
