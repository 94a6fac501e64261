import type { Finding, Level } from "../finding.ts";

/** How a team weighs advice: rule id → level, or `off`. */
export type Severities = Readonly<Record<string, string>>;

/** Findings at the levels of a team. What has no fingerprint is a law, and stays what it is. */
export function weigh(findings: readonly Finding[], severities: Severities): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = finding.fingerprint === null ? undefined : severities[finding.rule];
    if (level === "off") return [];
    return isLevel(level) ? [{ ...finding, level }] : [finding];
  });
}

function isLevel(level: string | undefined): level is Level {
  return level === "error" || level === "warning" || level === "note";
}
