import type { Review } from "../../core/diff/review.ts";
import type { Level } from "../../core/finding.ts";
import type { SeverityLevel } from "../../core/severity.ts";
import { helpOf, noticesOf } from "../notices.ts";
import type { Notice } from "../report.ts";
import type { Told } from "./told.ts";

const levels: Readonly<Record<SeverityLevel, Level>> = { breaking: "error", dangerous: "warning", safe: "note" };

/** A review for what shows files: what cannot be read comes first, because it hides the rest. */
export function reviewNotices(review: Review, told: readonly Told[]): readonly Notice[] {
  return [...noticesOf([...review.faults, ...review.aboutWaivers]), ...told.map(noticeOf)];
}

function noticeOf({ level, finding, everywhere }: Told): Notice {
  const { rule, message, wayOut, place, fingerprint, contract } = finding;
  const others = new Set(everywhere.map((one) => one.contract)).size - 1;
  return {
    rule,
    level: levels[level],
    message: `${contract}${others === 0 ? "" : ` and ${others} more`}: ${message}`,
    advice: wayOut,
    place,
    fingerprint,
    help: helpOf(rule),
  };
}
