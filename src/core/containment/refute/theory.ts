import type { Fact } from "../formula/formula.ts";
import type { JsonType } from "../json-type.ts";
import { entriesOf } from "./entries.ts";
import { itemsOf } from "./items.ts";
import { hasNoArray } from "./no-array.ts";
import { clashesWithEntries, hasNoObject } from "./no-object.ts";
import { hasNoNumber, numbersOf } from "./numbers.ts";
import type { Prover } from "./prover.ts";
import { hasNoString, stringsOf } from "./strings.ts";

/** What facts about values of one type mean together. */
export interface Theory {
  /** Whether there surely is no such value. */
  isImpossible(): boolean;
  /** Whether there surely is none that one more fact holds of; `false` may also mean "not looked". */
  clashes(fact: Fact): boolean;
}

export function theoryOf(type: JsonType, facts: readonly Fact[], prover: Prover): Theory {
  switch (type) {
    case "number":
      return whole(facts, (all) => hasNoNumber(numbersOf(all)));
    case "string":
      return whole(facts, (all) => hasNoString(stringsOf(all, prover), all, prover));
    case "array":
      return whole(facts, (all) => hasNoArray(itemsOf(all), prover));
    case "object": {
      const entries = entriesOf(facts);
      return {
        isImpossible: () => hasNoObject(entries, prover),
        clashes: (fact) => clashesWithEntries(fact, entries, prover),
      };
    }
    default:
      return whole(facts, () => false);
  }
}

function whole(facts: readonly Fact[], isImpossible: (facts: readonly Fact[]) => boolean): Theory {
  return { isImpossible: () => isImpossible(facts), clashes: (fact) => isImpossible([...facts, fact]) };
}
