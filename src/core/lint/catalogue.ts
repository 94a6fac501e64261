import { configRules } from "../config/rules/index.ts";
import { contractRules } from "../contract/rules/index.ts";
import { oneSidedRules } from "../diff/one-sided.ts";
import { rules as diffRules } from "../diff/rules/index.ts";
import { gates } from "../gates.ts";
import { goldenRules } from "../golden/rules/index.ts";
import { goldenUnknownContract } from "../golden/rules/unknown-contract.ts";
import type { RuleCard } from "../rule.ts";
import { credentialInFile } from "./credentials.ts";
import { fileRules } from "./file-rules/index.ts";
import { projectRules } from "./project-rules/index.ts";
import { severityUnknown } from "./severity-unknown.ts";
import { patternSlow } from "./slow-patterns.ts";
import { waiverExpired, waiverUnused, waiverVoid } from "./apply-waivers.ts";

/** What a rule is about, and so which command asks it. */
export type CatalogueEntry =
  | {
      readonly about: "a file" | "a contract" | "a golden task" | "several files" | "promptctl.yaml" | "a waiver";
      readonly card: RuleCard;
    }
  | { readonly about: "a change"; readonly id: string; readonly purpose: string; readonly incident: string };

/**
 * Every rule there is, in the order in which a file meets them. Plain data and nothing else: the program holds the
 * value of this file instead of all the rules (`.rolldown.config.mjs`), so that `explain` and `check` load none of `diff`.
 */
export const catalogue: readonly CatalogueEntry[] = [
  ...Object.values(gates).map((rule) => ({ about: "a file", card: cardOf(rule) }) as const),
  ...fileRules.map((rule) => ({ about: "a file", card: cardOf(rule) }) as const),
  ...[credentialInFile, patternSlow].map((rule) => ({ about: "a file", card: cardOf(rule) }) as const),
  ...contractRules.map((rule) => ({ about: "a contract", card: cardOf(rule) }) as const),
  ...[goldenUnknownContract, ...goldenRules].map((rule) => ({ about: "a golden task", card: cardOf(rule) }) as const),
  ...projectRules.map((rule) => ({ about: "several files", card: cardOf(rule) }) as const),
  ...[...configRules, severityUnknown].map((rule) => ({ about: "promptctl.yaml", card: cardOf(rule) }) as const),
  ...[waiverExpired, waiverUnused, waiverVoid].map((rule) => ({ about: "a waiver", card: cardOf(rule) }) as const),
  ...[...oneSidedRules, ...diffRules].map(
    ({ id, purpose, incident }) => ({ about: "a change", id, purpose, incident }) as const,
  ),
];

/** What a rule says of itself, without what it does. */
function cardOf({ id, level, purpose, remedy }: RuleCard): RuleCard {
  return { id, level, purpose, remedy };
}
