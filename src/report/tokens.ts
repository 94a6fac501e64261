import type { ContractDiff } from "../core/diff/judge.ts";
import { count, thousands } from "../core/text.ts";
import { tokenEncoding } from "../core/tokens.ts";
import { type Block, type Cell, heading, paragraph, table, toned } from "./report.ts";

/** What every request carries, before and after: in total and by part. What weighs the same is left out. */
export function tokenBlocks(diffs: readonly ContractDiff[]): readonly Block[] {
  const { encoding, columns, rows, more } = tokenRows(diffs, mostContracts);
  if (rows.length === 0) return [];
  return [
    heading(`Tokens in every request (${encoding})`),
    table(columns, rows),
    ...(more === 0 ? [] : [paragraph(toned("dim", `and ${count(more, "contract")} more`))]),
  ];
}

const mostContracts = 10;

/** Of more than these, what each part adds is not read. */
const fewContracts = 4;

interface TokenRows {
  readonly encoding: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly more: number;
}

/** The same as rows, those first that changed most. */
export function tokenRows(diffs: readonly ContractDiff[], most = diffs.length): TokenRows {
  const changed = diffs
    .filter(({ tokens }) => parts.some((part) => tokens.before[part] !== tokens.after[part]))
    .toSorted((left, right) => sizeOf(right) - sizeOf(left));
  const limited = changed.some(({ tokens: { limit } }) => limit.before !== null || limit.after !== null);
  return {
    encoding: tokenEncoding,
    columns: ["contract", "part", "before", "after", "change", ...(limited ? ["of max_tokens"] : [])],
    rows: changed
      .slice(0, most)
      .flatMap((diff) => rowsOf(diff, limited).slice(0, changed.length > fewContracts ? 1 : undefined)),
    more: Math.max(0, changed.length - most),
  };
}

function sizeOf({ tokens: { before, after } }: ContractDiff): number {
  return Math.abs(after.total - before.total);
}

const parts = ["system", "messages", "tools"] as const;

function rowsOf({ contract, tokens }: ContractDiff, limited: boolean): readonly (readonly Cell[])[] {
  const { before, after, limit } = tokens;
  const row = (name: string, part: string, from: number, to: number, share: string): readonly Cell[] => [
    name,
    part,
    thousands(from),
    thousands(to),
    sayChange(from, to),
    ...(limited ? [share] : []),
  ];
  const changed = parts.filter((part) => before[part] !== after[part]);
  const share = `${sayShare(before.total, limit.before)} → ${sayShare(after.total, limit.after)}`;
  return [
    row(contract, "total", before.total, after.total, share),
    ...changed.map((part) => row("", part, before[part], after[part], "")),
  ];
}

/** `+392 (+48 %)`. */
function sayChange(from: number, to: number): string {
  const sign = to > from ? "+" : to < from ? "−" : "±";
  const percent = from === 0 ? "" : ` (${sign}${Math.round((Math.abs(to - from) / from) * 100)} %)`;
  return `${sign}${thousands(Math.abs(to - from))}${percent}`;
}

/** Each step sends it again: half of the limit is room for one tool call. What is not there takes no share. */
function sayShare(tokens: number, limit: number | null): string {
  if (tokens === 0) return "–";
  return limit === null || limit === 0 ? "no limit" : `${Math.round((tokens / limit) * 100)} %`;
}
