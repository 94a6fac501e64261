import type { Level } from "../finding.ts";
import type { Path } from "../place.ts";
import type { AuthoredContract } from "./read.ts";

/** What a rule found: where in the contract, and what to do. */
export interface Fault {
  readonly path: Path;
  /** A character of the text at the path, where the text itself is at fault. */
  readonly offset?: number;
  readonly message: string;
  readonly hint?: string;
}

/** A rule between the fields of one contract: what the shape alone cannot say. */
export interface ContractRule {
  readonly id: string;
  readonly level: Level;
  readonly purpose: string;
  judge(authored: AuthoredContract): readonly Fault[];
}
