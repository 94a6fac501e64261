import { type Audience, audiences, type Severity, type SeverityLevel, severityLevels } from "../../core/severity.ts";
import { sayList } from "../../core/text.ts";
import type { Tone } from "../report.ts";

export const toneOfLevel: Readonly<Record<SeverityLevel, Tone>> = { breaking: "bad", dangerous: "warn", safe: "good" };

/** The audiences in words that need no legend. */
const people: Readonly<Record<Audience, string>> = {
  inFlight: "open conversations",
  newSessions: "new conversations",
  downstream: "downstream code",
};

const verbs: Readonly<Record<SeverityLevel, string>> = {
  breaking: "breaks",
  dangerous: "a risk for",
  safe: "safe for",
};

/** `breaks open conversations and downstream code; safe for new conversations`. */
export function sayReach(severity: Severity): string {
  return severityLevels
    .toReversed()
    .map((level) => [level, audiences.filter((audience) => severity[audience] === level)] as const)
    .filter(([, reached]) => reached.length > 0)
    .map(([level, reached]) => `${verbs[level]} ${sayList(reached.map((audience) => people[audience]))}`)
    .join("; ");
}

/** The same without those who feel nothing; empty where nobody does. */
export function sayHarm(severity: Severity): string {
  return sayReach(severity)
    .split("; ")
    .filter((part) => !part.startsWith(verbs.safe))
    .join("; ");
}
