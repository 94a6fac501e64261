import type { Tally } from "../../../src/core/statistics/tally.ts";
import { choose } from "./exactly.ts";

/** One way in which trials that end as soon as they are decided can end, and how often that happens at a rate. */
export interface End {
  readonly tally: Tally;
  chanceAt(rate: number): number;
}

/** All ends of a `repeat`: the last trial is the success, or the failure, that decided it. */
export function endsOf(until: { readonly runs: number; readonly pass: number }): readonly End[] {
  const { runs, pass } = until;
  const fail = runs - pass + 1;
  const passed = Array.from({ length: fail }, (_, failures) =>
    end(pass, failures, choose(pass - 1 + failures, failures)),
  );
  const failed = Array.from({ length: pass }, (_, successes) =>
    end(successes, fail, choose(fail - 1 + successes, successes)),
  );
  return [...passed, ...failed];

  function end(successes: number, failures: number, orders: bigint): End {
    return {
      tally: { successes, trials: successes + failures, until },
      chanceAt: (rate) => Number(orders) * rate ** successes * (1 - rate) ** failures,
    };
  }
}
