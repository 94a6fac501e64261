import type { Severities } from "../lint/severities.ts";
import { audiences, type Severity, type SeverityLevel, severityLevels, worst, worstOf } from "../severity.ts";
import type { ChangeFinding, ContractDiff } from "./judge.ts";

/**
 * A diff as a team weighs it: rule id → safe, dangerous, breaking or `off`. Whom a rule calls safe stays safe, unless
 * it says so of all; the facts stay whole. Levels of other kinds of rules say nothing here.
 */
export function weighChanges(diff: ContractDiff, severities: Severities): ContractDiff {
  const findings = diff.findings
    .flatMap((finding): readonly ChangeFinding[] => {
      const level = severities[finding.rule];
      if (level === "off") return [];
      return isLevel(level) ? [{ ...finding, severity: weighed(finding.severity, level) }] : [finding];
    })
    .toSorted((left, right) => rank(right) - rank(left));
  return withFindings(diff, findings);
}

/** The same facts with other opinions: some weighed otherwise, or waived. */
export function withFindings(diff: ContractDiff, findings: readonly ChangeFinding[]): ContractDiff {
  return { ...diff, findings, severity: worst(findings.map(({ severity }) => worstOf(severity))) };
}

function weighed(severity: Severity, level: SeverityLevel): Severity {
  const isSafe = worstOf(severity) === "safe";
  const [inFlight, newSessions, downstream] = audiences.map((audience) =>
    isSafe || severity[audience] !== "safe" ? level : "safe",
  );
  return { inFlight: inFlight ?? level, newSessions: newSessions ?? level, downstream: downstream ?? level };
}

function isLevel(level: string | undefined): level is SeverityLevel {
  return severityLevels.some((known) => known === level);
}

function rank({ severity }: ChangeFinding): number {
  return severityLevels.indexOf(worstOf(severity));
}
