import { chanceOfAtLeast } from "./binomial.ts";
import { logChoose } from "./primitives.ts";
import type { Samples } from "./samples.ts";
import type { Tally } from "./tally.ts";
import type { Tested } from "./test.ts";

type Counts = Omit<Tally, "until">;

/** Whether head succeeds more often than base, and less often. */
export function testOutcomes(samples: Samples<boolean>): Tested {
  if (samples.kind === "trials") return fisher(tallyOf(samples.base), tallyOf(samples.head));
  const differ = samples.pairs.filter(({ base, head }) => base !== head);
  const gained = differ.filter(({ head }) => head).length;
  return mcNemar({ lost: differ.length - gained, gained });
}

export function tallyOf(outcomes: readonly boolean[]): Counts {
  return { successes: outcomes.filter(Boolean).length, trials: outcomes.length };
}

/**
 * McNemar's test in its exact form (Psychometrika 12, 1947): of the pairs that differ, as many should be lost as gained.
 * The effect is the share that was gained, less the share that was lost, of those that differ.
 *
 * @param lost pairs that succeeded in base and not in head; `gained` the other way around
 */
export function mcNemar({ lost, gained }: { readonly lost: number; readonly gained: number }): Tested {
  const differ = lost + gained;
  return {
    test: "McNemar",
    method: "exact",
    effect: differ === 0 ? 0 : (gained - lost) / differ,
    greater: chanceOfAtLeast(gained, differ, 0.5),
    less: chanceOfAtLeast(lost, differ, 0.5),
  };
}

/**
 * Fisher's exact test (Journal of the Royal Statistical Society 98, 1935) of two success rates whose trials have nothing
 * to do with each other. The effect is the difference of the rates.
 */
export function fisher(base: Counts, head: Counts): Tested {
  const all = { successes: base.successes + head.successes, trials: base.trials + head.trials };
  const failures = { successes: head.trials - head.successes, trials: head.trials };
  return {
    test: "Fisher",
    method: "exact",
    effect: rateOf(head) - rateOf(base),
    greater: chanceOfDrawing(head, all),
    less: chanceOfDrawing(failures, { successes: all.trials - all.successes, trials: all.trials }),
  };
}

function rateOf({ successes, trials }: Counts): number {
  return trials === 0 ? 0 : successes / trials;
}

/** The chance that so many drawn trials hold so many successes or more, of all that there are. */
function chanceOfDrawing(drawn: Counts, all: Counts): number {
  const others = all.trials - drawn.trials;
  const most = Math.min(drawn.trials, all.successes);
  const logAll = logChoose(all.trials, all.successes);
  let chance = 0;
  for (let hits = drawn.successes; hits <= most; hits += 1) {
    chance += Math.exp(logChoose(drawn.trials, hits) + logChoose(others, all.successes - hits) - logAll);
  }
  return Math.min(1, chance);
}
