import { sayPlace } from "../core/place.ts";
import type { Finding, Level } from "../core/finding.ts";
import { type Block, code, paragraph, type Tone, toned } from "./report.ts";

const tones: Readonly<Record<Level, Tone>> = { error: "bad", warning: "warn", note: "dim" };

/** Findings as a compiler shows them: where, what, the lines, and what to do. */
export function findingBlocks(findings: readonly Finding[]): readonly Block[] {
  return findings.flatMap(({ level, rule, message, hint, place, frame }) => {
    const where = place === null ? "" : `${sayPlace(place)}  `;
    return [
      paragraph(toned(tones[level], `${where}${level} ${rule}: ${message}`)),
      ...(frame === null ? [] : [code(frame)]),
      ...(hint === null ? [] : [paragraph(`→ ${hint}`)]),
    ];
  });
}
