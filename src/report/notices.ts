import type { Finding } from "../core/finding.ts";
import { type CatalogueEntry, catalogue } from "../core/lint/catalogue.ts";
import { idOf } from "../core/lint/known-rules.ts";
import type { Notice } from "./report.ts";

/** Findings of `check` for what shows files. */
export function noticesOf(findings: readonly Finding[]): readonly Notice[] {
  return findings.map(({ rule, level, message, hint, place, fingerprint }): Notice => {
    return { rule, level, message, advice: hint, place, fingerprint, help: helpOf(rule) };
  });
}

/** What a rule is for, in a sentence, and in the words of `promptctl explain`; `null` of one that is not known. */
export function helpOf(rule: string): Notice["help"] {
  const entry = entries().get(rule);
  if (entry === undefined) return null;
  if (entry.about === "a change") {
    const { purpose, incident } = entry;
    return { purpose, more: `What happened to others: ${incident}` };
  }
  return { purpose: entry.card.purpose, more: `What to do: ${entry.card.remedy}` };
}

let known: ReadonlyMap<string, CatalogueEntry> | null = null;

function entries(): ReadonlyMap<string, CatalogueEntry> {
  known ??= new Map(catalogue.map((entry) => [idOf(entry), entry]));
  return known;
}
