import type { Json } from "../json.ts";
import { buildValue } from "./build/builder.ts";
import type { Comparison, Side } from "./comparison.ts";
import type { Formula } from "./formula/formula.ts";
import { searchValue } from "./search/search.ts";

/** So many built values are shown to the validators, and so many are made by chance; fewer where schemas are large. */
const mostBuilt = 40;
const mostSampled = 300;
const largeSize = 3000;
const hugeSize = 60_000;

export interface Wanted {
  /** Where it has to be, with what each part of that may stand on. */
  readonly sets: readonly Formula[];
  /** Whose words samples are made from, the first before the others. */
  readonly sides: readonly [Side, ...Side[]];
  readonly steps: number;
  /** What the validators say. */
  isConfirmed(value: Json): boolean;
}

/**
 * A value that is in all of these sets, found in two ways that know nothing of each other: built from what a proof
 * could not rule out, or met by chance. `undefined` where there was none, which says nothing.
 */
export function findValue(
  { sets, sides, steps, isConfirmed }: Wanted,
  { formulas, strange, size, prover }: Comparison,
): Json | undefined {
  const { evaluate } = prover(steps);
  const accept = (value: Json): boolean => {
    const truths = sets.map((set) => evaluate(set, value));
    if (truths.includes(false) || !isConfirmed(value)) return false;
    // Where something is not understood by us, the validator may not understand it either.
    return strange.size === 0 || truths.every((truth) => truth === true);
  };
  const share = size > hugeSize ? 0 : Math.min(1, largeSize / size);
  let shown = 0;
  const built = buildValue(formulas.all(sets), prover(steps), (value) => {
    shown += 1;
    return shown <= 1 + mostBuilt * share && accept(value);
  });
  const [first, ...others] = sides;
  return (
    built ??
    searchValue(
      first.document,
      others.map(({ document }) => document.root),
      accept,
      Math.ceil(mostSampled * share),
    )
  );
}
