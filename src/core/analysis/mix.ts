/** One share of a mix: what it is called, and which reasons to stop count in it. */
export interface Reasons {
  readonly name: string;
  holds(reason: string): boolean;
}

/**
 * One share for each reason that is expected, and one for all others; none for runs that finish. That is how a run should
 * end: what is more of anything else is less of it.
 *
 * @param expected known before anything is measured, so that chance stays what it is
 */
export function reasonsOfMix(mix: string, expected: readonly string[]): readonly Reasons[] {
  const own = new Set(expected);
  return [
    ...[...own].map((name): Reasons => ({ name: `${mix}.${name}`, holds: (reason) => reason === name })),
    { name: `${mix}.other`, holds: (reason) => reason !== "finish" && !own.has(reason) },
  ];
}
