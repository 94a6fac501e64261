import type { Fact, Formula } from "../formula/formula.ts";
import { valuesOf } from "../formula/formulas.ts";
import { onlyKey } from "../formula/only-key.ts";
import { bitOf } from "../json-type.ts";
import { type Entries, type Keyed, valueAt } from "./entries.ts";
import type { Prover } from "./prover.ts";

/** Whether there surely is no such object. */
export function hasNoObject(entries: Entries, prover: Prover): boolean {
  const { least, most, required, some } = entries;
  if (required.length > most || least > most) return true;
  if (required.some((name) => cannotBe(name, [], entries, prover))) return true;
  if (some.some((keyed) => cannotStand(keyed, entries, prover))) return true;
  return least > required.length && possibleNames(least, entries, prover) < least;
}

/** Whether one more fact surely leaves no such object, as far as one look tells. */
export function clashesWithEntries({ says }: Fact, entries: Entries, prover: Prover): boolean {
  const { named, most, least, required } = entries;
  if (says.what === "size")
    return says.side === "most" ? says.count < Math.max(least, required.length) : says.count > most;
  if (says.what !== "entries") return false;
  const name = onlyKey(says.keys);
  if (name === null) return says.how === "some" && cannotStand(says, entries, prover);
  const isThere = (named.get(name)?.some.length ?? 0) > 0;
  if (says.how === "every" && !isThere) return false;
  return (!isThere && required.length >= most) || cannotBe(name, [says.value], entries, prover);
}

function cannotBe(name: string, also: readonly Formula[], entries: Entries, prover: Prover): boolean {
  return prover.isEmpty([...valueAt(name, entries, prover), ...also]);
}

/** Whether no property at all can be the one that is asked for. */
function cannotStand({ keys, value }: Keyed, entries: Entries, prover: Prover): boolean {
  const { required, most, names } = entries;
  const isFull = required.length >= most;
  for (const name of isFull ? required : names) {
    if (!prover.work.spend()) return false;
    if (prover.evaluate(keys, name) !== false && !cannotBe(name, [value], entries, prover)) return false;
  }
  return isFull || hasNoOther([keys, unnamed(entries, prover)], [value], entries.every, prover);
}

/** At most how many properties there can be; more than `limit` where there may be many. */
function possibleNames(limit: number, entries: Entries, prover: Prover): number {
  if (!hasNoOther([unnamed(entries, prover)], [], entries.every, prover)) return Infinity;
  let count = 0;
  for (const name of entries.names) {
    if (!prover.work.spend()) return Infinity;
    if (!cannotBe(name, [], entries, prover)) count += 1;
    if (count > limit) return Infinity;
  }
  return count;
}

function unnamed({ names }: Entries, { formulas }: Prover): Formula {
  return formulas.all([
    formulas.fact({ what: "types", types: bitOf.string }),
    formulas.fact({ what: "values", among: valuesOf([...names]), not: true }),
  ]);
}

/** Whether no name that is told by patterns alone can have such a value: each pattern holds of it or not. */
function hasNoOther(
  keys: readonly Formula[],
  value: readonly Formula[],
  every: readonly Keyed[],
  prover: Prover,
): boolean {
  if (!prover.work.spend()) return false;
  if (value.length > 0 && prover.isEmpty(value)) return true;
  if (prover.isEmpty(keys)) return true;
  const [first, ...rest] = every;
  if (first === undefined) return false;
  return (
    hasNoOther([...keys, prover.formulas.not(first.keys)], value, rest, prover) &&
    hasNoOther([...keys, first.keys], [...value, first.value], rest, prover)
  );
}
