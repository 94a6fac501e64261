import type { Path } from "../../place.ts";

/** What became of one field of a golden task. */
export interface Drift {
  /** Inside the task. */
  readonly path: Path;
  readonly kind: "weaker" | "stronger" | "other";
  /** What happened, as the end of a sentence. */
  readonly says: string;
  /** The values, for the fingerprint. */
  readonly about: readonly string[];
}
