import type { Inventory } from "./inventory.ts";

/** One thing that is proved about everything that was released. */
export interface Check {
  readonly name: string;
  /** What holds where it finds nothing. */
  readonly proves: string;
  find(inventory: Inventory): readonly Flaw[];
}

/** Something that is not as it has to be. */
export interface Flaw {
  /** A path of the release branch, or a place. */
  readonly where: string;
  readonly says: string;
  /** What is wrong now is a no; what was, and was set right since, is told. */
  readonly when: "now" | "past";
}
