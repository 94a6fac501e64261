import { everybody } from "../label/policy.ts";
import { combine } from "../statistics/sequential/dominance.ts";
import { anytimeP, logEvidence } from "../statistics/sequential/mixture.ts";
import type { Accounting } from "./accounting.ts";

/** A difference of the share of sessions that is found soonest: one in fifty. */
const expected = 0.02;

/** Rarely enough to hold a ramp for it: once in a thousand ramps, however often one looks. */
const rare = 0.001;

/**
 * Whether the sessions were drawn as the weights say. Where they were not, some of one side are missing (they crash before
 * they write a record), and what is left cannot be compared (Fabijan et al., KDD 2019: sample ratio mismatch).
 *
 * @returns one sentence; `null` where nothing is wrong
 */
export function splitFault({ split, sides }: Pick<Accounting, "split" | "sides">): string | null {
  // Of sessions that were drawn again the numbers are estimates.
  if (sides.base.oneIn > 1 || sides.head.oneIn > 1) return null;
  const stages = split.filter(({ weight, base, head }) => weight > 0 && weight < everybody && base + head > 0);
  const { effect, information } = combine(
    stages.map(({ weight, base, head }) => {
      const share = weight / everybody;
      return { effect: head / (base + head) - share, information: (base + head) / (share * (1 - share)) };
    }),
  );
  const chance = 2 * Math.min(...[1, -1].map((sign) => anytimeP(logEvidence(sign * effect, information, expected))));
  if (chance > rare) return null;
  const [all, heads, due] = stages.reduce(
    ([sum, drawn, wanted], { weight, base, head }) => [
      sum + base + head,
      drawn + head,
      wanted + ((base + head) * weight) / everybody,
    ],
    [0, 0, 0],
  );
  return `the new bundle got ${heads} of ${all} sessions, and should have got about ${Math.round(due)}: records of one side are missing, or not everybody polls`;
}
