import type { Json, JsonObject } from "../../json.ts";
import type { Fact, Formula } from "../formula/formula.ts";
import { valuesOf } from "../formula/formulas.ts";
import { bitOf } from "../json-type.ts";
import { type Entries, entriesOf, type Keyed, valueAt } from "../refute/entries.ts";
import type { Builder } from "./builder.ts";

/** Larger objects are not worth showing. */
const mostProperties = 500;

/** Objects that the facts hold of, as far as a first try goes: whoever asks looks whether they do. */
export function* buildObject(facts: readonly Fact[], builder: Builder): Iterable<JsonObject> {
  const entries = entriesOf(facts);
  if (entries.least > mostProperties) return;
  const goals = new Map<string, readonly Formula[]>();
  for (const name of entries.required) goals.set(name, valueAt(name, entries, builder.prover));
  for (const keyed of entries.some) {
    const [name, goal] = nameFor(keyed, goals, entries, builder) ?? [];
    if (name === undefined || goal === undefined) return;
    goals.set(name, goal);
  }
  const anything = { keys: builder.prover.formulas.everything, value: builder.prover.formulas.everything };
  while (goals.size < entries.least) {
    const [name, goal] = nameFor(anything, goals, entries, builder, true) ?? [];
    if (name === undefined || goal === undefined) return;
    goals.set(name, goal);
  }
  const object = fill(goals, builder);
  if (object !== undefined) yield object;
}

/** A name, and what its value has to be like: one that is there already if it can be, then one that is said, then a new one. */
function nameFor(
  { keys, value }: Keyed,
  goals: ReadonlyMap<string, readonly Formula[]>,
  entries: Entries,
  builder: Builder,
  isNew = false,
): readonly [string, readonly Formula[]] | undefined {
  const { prover } = builder;
  const said = [...entries.names].filter((name) => !goals.has(name));
  for (const name of isNew ? said : [...goals.keys(), ...said]) {
    if (prover.evaluate(keys, name) === false) continue;
    const goal = [...(goals.get(name) ?? valueAt(name, entries, prover)), value];
    if (!prover.isEmpty(goal)) return [name, goal];
  }
  const name = newName([keys, ...allowed(value, entries, builder)], [...entries.names, ...goals.keys()], builder);
  return name === undefined ? undefined : [name, [...valueAt(name, entries, prover), value]];
}

function newName(
  goal: readonly Formula[],
  except: readonly string[],
  { build, prover: { formulas } }: Builder,
): string | undefined {
  const name = build([
    formulas.fact({ what: "types", types: bitOf.string }),
    formulas.fact({ what: "values", among: valuesOf(except), not: true }),
    ...goal,
  ]);
  return typeof name === "string" ? name : undefined;
}

/** Names of properties that may have such a value. */
function allowed(value: Formula, { every }: Entries, { prover }: Builder): readonly Formula[] {
  return every.filter((other) => prover.isEmpty([other.value, value])).map(({ keys }) => prover.formulas.not(keys));
}

function fill(goals: ReadonlyMap<string, readonly Formula[]>, { build }: Builder): JsonObject | undefined {
  const entries: [string, Json][] = [];
  for (const [name, goal] of goals) {
    const value = build(goal);
    if (value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}
