import type { Path } from "../../place.ts";

/** A part that a provider refuses, and what is wrong with it: a sentence that can follow a colon. */
export interface Problem {
  /** From the judged value. */
  readonly path: Path;
  readonly problem: string;
}

/** One problem a part: several are one sentence, so that a waiver of the part is about all of them. */
export function joinedByPart(problems: readonly Problem[]): readonly Problem[] {
  const parts = new Map<string, Problem>();
  for (const { path, problem } of problems) {
    const key = JSON.stringify(path);
    const known = parts.get(key);
    parts.set(key, { path, problem: known === undefined ? problem : `${known.problem}; ${problem}` });
  }
  return [...parts.values()];
}
