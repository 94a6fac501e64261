import type { Path } from "../../place.ts";

/** A part that a provider refuses, and what is wrong with it: a sentence that can follow a colon. */
export interface Problem {
  /** From the judged value. */
  readonly path: Path;
  readonly problem: string;
}
