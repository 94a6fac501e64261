import { logNormalAtLeast } from "../primitives.ts";

/**
 * Evidence that an effect is above 0, which may be looked at as often as one likes: the likelihood ratio of effects above
 * 0, as a half-normal mixture says how large they are, beside none. Where there is none, the chance that it *ever*
 * exceeds 1/α is α at most (Ville), so its inverse is a p value at any time one looks (Robbins, Annals of Mathematical
 * Statistics 41, 1970; one-sided as in Howard, Ramdas, McAuliffe and Sekhon, Annals of Statistics 49, 2021, section 3.1).
 * Of estimates that are normal in the long run that holds in the long run (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas,
 * Annals of Statistics 52, 2024).
 *
 * @param effect the estimate, 0 where there is none
 * @param information the inverse of its variance, 0 where nothing is known; what is known later holds all that was before
 * @param expected about how large an effect is worth to be found soon: any is found, this one soonest
 * @returns the natural logarithm, which is negative where the evidence speaks against it
 */
export function logEvidence(effect: number, information: number, expected: number): number {
  if (!(information > 0)) return 0;
  const widened = 1 + expected ** 2 * information;
  const score = expected * effect * information;
  const above = logNormalAtLeast(-score / Math.sqrt(widened));
  return Math.log(2) + above + score ** 2 / (2 * widened) - Math.log(widened) / 2;
}

/** The p value of evidence, at any time one looks. */
export function anytimeP(log: number): number {
  return Math.min(1, Math.exp(-log));
}
