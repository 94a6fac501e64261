import { sayPlace } from "../core/place.ts";
import type { Finding, Level } from "../core/finding.ts";
import type { Waiver } from "../core/lint/waivers.ts";
import { thousands } from "../core/text.ts";
import { type Block, code, list, paragraph, section, type Tone, toned } from "./report.ts";

const tones: Readonly<Record<Level, Tone>> = { error: "bad", warning: "warn", note: "dim" };

/** Findings as a compiler shows them: where, what, the lines, and what to do. Of one rule, no more than are read. */
export function findingBlocks(findings: readonly Finding[]): readonly Block[] {
  const shown = new Map<string, number>();
  const blocks = findings.flatMap((finding) => {
    const number = (shown.get(finding.rule) ?? 0) + 1;
    shown.set(finding.rule, number);
    return number > mostOfOneRule ? [] : blocksOf(finding);
  });
  const more = [...shown].flatMap(([rule, number]) =>
    number > mostOfOneRule ? [`and ${thousands(number - mostOfOneRule)} more of ${rule}`] : [],
  );
  return more.length === 0 ? blocks : [...blocks, list(more), paragraph("--format json holds them all")];
}

const mostOfOneRule = 20;

function blocksOf({ level, rule, message, hint, place, frame }: Finding): readonly Block[] {
  const where = place === null ? "" : `${sayPlace(place)}  `;
  return [
    paragraph(toned(tones[level], `${where}${level} ${rule}: ${message}`)),
    ...(frame === null ? [] : [code(frame)]),
    ...(hint === null ? [] : [paragraph(`→ ${hint}`)]),
  ];
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
