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
import { severityUnknown, type Weighable } from "./severity-unknown.ts";
import { patternSlow } from "./slow-patterns.ts";
import { waiverExpired, waiverUnused, waiverVoid } from "./apply-waivers.ts";

/** What a rule is about, and so which command asks it. */
export type CatalogueEntry =
  | {
      readonly about: "a file" | "a contract" | "a golden task" | "several files" | "promptctl.yaml" | "a waiver";
      readonly card: RuleCard;
    }
  | { readonly about: "a change"; readonly id: string; readonly purpose: string; readonly incident: string };

/** Every rule there is, in the order in which a file meets them. */
export const catalogue: readonly CatalogueEntry[] = [
  ...Object.values(gates).map((card) => ({ about: "a file", card }) as const),
  ...fileRules.map((card) => ({ about: "a file", card }) as const),
  ...[credentialInFile, patternSlow].map((card) => ({ about: "a file", card }) as const),
  ...contractRules.map((card) => ({ about: "a contract", card }) as const),
  ...[goldenUnknownContract, ...goldenRules].map((card) => ({ about: "a golden task", card }) as const),
  ...projectRules.map((card) => ({ about: "several files", card }) as const),
  ...[...configRules, severityUnknown].map((card) => ({ about: "promptctl.yaml", card }) as const),
  ...[waiverExpired, waiverUnused, waiverVoid].map((card) => ({ about: "a waiver", card }) as const),
  ...[...oneSidedRules, ...diffRules].map(
    ({ id, purpose, incident }) => ({ about: "a change", id, purpose, incident }) as const,
  ),
];

export function idOf(entry: CatalogueEntry): string {
  return entry.about === "a change" ? entry.id : entry.card.id;
}

/** What a team can do with each rule in promptctl.yaml. */
export const weighable: ReadonlyMap<string, Weighable> = new Map(
  catalogue.map((entry) => [
    idOf(entry),
    entry.about === "a change" ? "change" : entry.card.level === "law" ? "law" : "advice",
  ]),
);

/** The rules of `check` that can be waived. */
export const lintAdviceIds: ReadonlySet<string> = new Set(
  [...weighable].flatMap(([id, kind]) => (kind === "advice" ? [id] : [])),
);
