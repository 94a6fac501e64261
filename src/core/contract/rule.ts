import type { Fault, RuleCard } from "../rule.ts";
import type { AuthoredContract } from "./read.ts";

/** A rule between the fields of one contract: what the shape alone cannot say. */
export interface ContractRule extends RuleCard {
  /** Each of its faults is about the part it stands at and about no other: believed beside broken parts. */
  readonly alone?: true;
  judge(authored: AuthoredContract): readonly Fault[];
}
