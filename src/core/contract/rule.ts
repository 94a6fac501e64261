import type { Fault, RuleCard } from "../rule.ts";
import type { AuthoredContract } from "./read.ts";

/** A rule between the fields of one contract: what the shape alone cannot say. */
export interface ContractRule extends RuleCard {
  judge(authored: AuthoredContract): readonly Fault[];
}
