import type { Contract } from "../contract/contract.ts";
import type { Path } from "../place.ts";
import { bundleDocument } from "../bundle/seal.ts";
import type { TokenCount } from "../tokens.ts";
import type { Change } from "./change.ts";
import { compareDocuments } from "./compare.ts";
import { renamedTools } from "./rename.ts";
import type { Comparison } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { type Severity, severityLevels, worst, worstOf, type SeverityLevel } from "../severity.ts";
import type { Words } from "./words.ts";

/** What a change does to whom. */
export interface ChangeFinding {
  readonly rule: string;
  readonly contract: string;
  readonly path: Path;
  readonly message: string;
  readonly severity: Severity;
  readonly wayOut: string | null;
  readonly words: readonly Words[];
}

/** One contract before and after: facts, opinions, and their weight. */
export interface ContractDiff {
  readonly contract: string;
  readonly changes: readonly Change[];
  readonly findings: readonly ChangeFinding[];
  readonly severity: SeverityLevel;
}

export function diffContracts(
  before: Contract,
  after: Contract,
  tokens: { before: TokenCount; after: TokenCount },
): ContractDiff {
  const changes = compareDocuments(bundleDocument(before), bundleDocument(after), renamedTools(before, after));
  const findings = judgeChanges({ before, after, changes, tokens });
  return {
    contract: after.name,
    changes,
    findings,
    severity: worst(findings.map((finding) => worstOf(finding.severity))),
  };
}

/** Every change is claimed by exactly one rule: the last one takes what no other rule understands. */
export function judgeChanges(comparison: Comparison): readonly ChangeFinding[] {
  if (comparison.changes.length === 0) return [];
  let changes = comparison.changes;
  const findings: ChangeFinding[] = [];
  for (const rule of rules) {
    const judgements = rule.judge({ ...comparison, changes });
    const claimed = new Set(judgements.flatMap(({ claims }) => claims));
    changes = changes.filter((change) => !claimed.has(change));
    findings.push(
      ...judgements.map(({ path, message, severity, wayOut, words }) => ({
        rule: rule.id,
        contract: comparison.after.name,
        path,
        message,
        severity,
        wayOut: wayOut ?? null,
        words: words ?? [],
      })),
    );
  }
  return findings.toSorted((left, right) => weight(right.severity) - weight(left.severity));
}

function weight(severity: Severity): number {
  return severityLevels.indexOf(worstOf(severity));
}
