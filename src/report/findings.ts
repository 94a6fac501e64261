import { sayPlace } from "../core/place.ts";
import type { Finding, Level } from "../core/finding.ts";
import type { Waiver } from "../core/lint/waivers.ts";
import { type Block, code, list, paragraph, section, type Tone, toned } from "./report.ts";

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

/** What somebody lives with, and until when: never out of sight. */
export function waivedBlocks(
  waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[],
): readonly Block[] {
  if (waived.length === 0) return [];
  const say = ({ finding: { rule, place }, waiver: { reason, expires } }: (typeof waived)[number]): string =>
    `${place === null ? "" : `${sayPlace(place)}  `}${rule}, until ${expires}: ${reason}`;
  return section("Waived", [list(waived.map(say))]);
}
