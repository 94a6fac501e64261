import type { Fact, Formula } from "../formula/formula.ts";
import { onlyKey } from "../formula/only-key.ts";
import type { Prover } from "./prover.ts";

/** The facts about one object, put together. */
export interface Entries {
  readonly least: number;
  readonly most: number;
  /** What is said about one property, by its name. */
  readonly named: ReadonlyMap<string, Named>;
  /** What is said about the properties whose names are in a set. */
  readonly every: readonly Keyed[];
  readonly some: readonly Keyed[];
  /** Names that must be there. */
  readonly required: readonly string[];
  /** Every name that is said; all others are alike but for patterns. */
  readonly names: ReadonlySet<string>;
}

interface Named {
  readonly every: Formula[];
  readonly some: Formula[];
}

export interface Keyed {
  readonly keys: Formula;
  readonly value: Formula;
}

export function entriesOf(facts: readonly Fact[]): Entries {
  let [least, most] = [0, Infinity];
  const named = new Map<string, Named>();
  const [every, some]: [Keyed[], Keyed[]] = [[], []];
  const names = new Set<string>();
  for (const { says } of facts) {
    if (says.what === "size" && says.side === "least") least = Math.max(least, says.count);
    if (says.what === "size" && says.side === "most") most = Math.min(most, says.count);
    if (says.what !== "entries") continue;
    const name = onlyKey(says.keys);
    if (name === null) {
      (says.how === "every" ? every : some).push(says);
      collectNames(says.keys, names);
    } else {
      const known = named.get(name) ?? { every: [], some: [] };
      known[says.how].push(says.value);
      named.set(name, known);
      names.add(name);
    }
  }
  const required = [...named].filter(([, { some: must }]) => must.length > 0).map(([name]) => name);
  return { least, most, named, every, some, required, names };
}

/** The names that a set of names is told by; sets that are schemas are looked into once. */
function collectNames(keys: Formula, names: Set<string>, depth = 0): void {
  if (keys.kind === "lazy") {
    if (depth < 4) collectNames(keys.unfold(), names, depth + 1);
  } else if (keys.kind !== "fact") for (const part of keys.parts) collectNames(part, names, depth);
  else if (keys.says.what === "values") {
    for (const name of keys.says.among.values()) if (typeof name === "string") names.add(name);
  }
}

/** What is said about the property of a name, where there is one. */
export function valueAt(name: string, { named, every }: Entries, prover: Prover): readonly Formula[] {
  const here = named.get(name);
  const also = every.filter(({ keys }) => prover.evaluate(keys, name) === true).map(({ value }) => value);
  return here === undefined ? also : [...here.every, ...here.some, ...also];
}
