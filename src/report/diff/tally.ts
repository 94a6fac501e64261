import type { ChangeFinding } from "../../core/diff/judge.ts";
import type { Review } from "../../core/diff/review.ts";
import { audiences, type Severity, type SeverityLevel, severityLevels, worst, worstOf } from "../../core/severity.ts";

/** How much there is of each, what is waived included nowhere. */
export interface Tally {
  readonly breaking: number;
  readonly dangerous: number;
  readonly safe: number;
  readonly waived: number;
  /** The worst that reaches each audience. */
  readonly reach: Severity;
}

export function tallyOf({ contracts }: Review): Tally {
  const findings = contracts.flatMap(({ diff }) => diff.findings);
  const number = (level: SeverityLevel): number =>
    findings.filter(({ severity }) => worstOf(severity) === level).length;
  return {
    breaking: number("breaking"),
    dangerous: number("dangerous"),
    safe: number("safe"),
    waived: contracts.reduce((sum, { waived }) => sum + waived.length, 0),
    reach: reachOf(findings),
  };
}

function reachOf(findings: readonly ChangeFinding[]): Severity {
  const [inFlight = "safe", newSessions = "safe", downstream = "safe"] = audiences.map((audience) =>
    worst(findings.map(({ severity }) => severity[audience])),
  );
  return { inFlight, newSessions, downstream };
}

/** `2 breaking, 11 safe`, the worst first. */
export function sayCounts(tally: Tally, joint = ", "): string {
  return severityLevels
    .toReversed()
    .filter((level) => tally[level] > 0)
    .map((level) => `${tally[level]} ${level}`)
    .join(joint);
}
