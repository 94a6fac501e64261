import type { Finding } from "../finding.ts";
import { sayPlace } from "../place.ts";
import { escaped } from "../text.ts";
import type { Waiver } from "./waivers.ts";

/** How long a new waiver holds. Days. */
const standardDays = 90;

/**
 * Findings as lines of the waivers' file. The reason is left empty, and an empty one is refused: why somebody
 * lives with a finding is for that person to say.
 */
export function waiverLines(findings: readonly Waivable[], now: Date): string {
  const expires = dayAfter(now, standardDays);
  const told = new Set<string>();
  const waivers = findings.flatMap(({ rule, fingerprint, place, message }) => {
    if (fingerprint === null || told.has(`${rule} ${fingerprint}`)) return [];
    told.add(`${rule} ${fingerprint}`);
    const waiver: Waiver = { fingerprint, rule, reason: "", expires };
    const where = place === null ? "" : `${sayPlace(place)}  `;
    const [first = "", ...rest] = Object.entries(waiver).map(([key, value]) => `${key}: ${quoted(value)}`);
    return [`# ${plain(where + message)}`, `- ${first}`, ...rest.map((line) => `  ${line}`)];
  });
  return waivers.length === 0 ? "# there is nothing to waive" : waivers.join("\n");
}

/** A finding of `check`, or of `diff`. */
type Waivable = Pick<Finding, "rule" | "fingerprint" | "place" | "message">;

/** Digits alone would be a number. */
function quoted(value: string): string {
  return /^[A-Z_]+$|^\d{4}-\d\d-\d\d$/.test(value) ? value : JSON.stringify(value);
}

/** A comment is one line, and shows what is in it. Quotes and arrows of our own messages can be missed by nobody. */
function plain(text: string): string {
  const line = escaped(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(/\\u\{(201c|201d|2192|2026)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
