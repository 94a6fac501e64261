import type { ChangeFinding, ContractDiff } from "../core/diff/judge.ts";
import { audiences, type SeverityLevel, worstOf } from "../core/severity.ts";
import { sayPath } from "../core/place.ts";
import { sayWords } from "../core/diff/words.ts";
import { type Block, type Cell, heading, list, table, toned, type Tone } from "./report.ts";

const tones: Readonly<Record<SeverityLevel, Tone>> = { breaking: "bad", dangerous: "warn", safe: "good" };

/** What a change does, to whom: one row a finding, the worst first, then the words and the ways out. */
export function diffBlocks({ contract, findings }: ContractDiff): readonly Block[] {
  if (findings.length === 0) return [];
  const wayOuts = findings.flatMap(({ rule, wayOut }) => (wayOut === null ? [] : [`${rule}: ${wayOut}`]));
  const reworded = findings.flatMap(({ rule, path, words }) => {
    return words.length === 0 ? [] : [`${rule} ${sayPath(path)}:\n${sayWords(words)}`];
  });
  return [
    heading(contract),
    table(["rule", "in flight", "new", "downstream", "what changes"], findings.map(row)),
    ...(reworded.length === 0 ? [] : [list(reworded)]),
    ...(wayOuts.length === 0 ? [] : [list(wayOuts.map((text) => toned("plain", `way out of ${text}`)))]),
  ];
}

function row({ rule, severity, message }: ChangeFinding): readonly Cell[] {
  return [
    toned(tones[worstOf(severity)], rule),
    ...audiences.map((audience) => toned(tones[severity[audience]], severity[audience])),
    message,
  ];
}
