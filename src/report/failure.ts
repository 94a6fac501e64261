import type { Failure } from "../core/failure.ts";
import { sayPlace } from "../core/place.ts";
import { findingBlocks } from "./findings.ts";
import { paragraph, type Report } from "./report.ts";

/** A command that has no answer, as a report: who looks into a file afterwards must not find the one of yesterday. */
export function failureReport(command: string, { kind, message, hint, place, findings }: Failure): Report {
  const where = place === null ? "" : `${sayPlace(place)}: `;
  return {
    command,
    answer: kind === "stopped" ? "stopped" : "unknown",
    verdict: `${where}${message}`,
    blocks: [...findingBlocks(findings), ...(hint === null ? [] : [paragraph(hint)])],
    notices: findings.map((finding) => ({
      rule: finding.rule,
      level: finding.level,
      message: finding.message,
      advice: finding.hint,
      place: finding.place,
      fingerprint: finding.fingerprint,
      help: null,
    })),
    data: {},
  };
}
