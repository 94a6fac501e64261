import type { ContractDiff } from "../core/diff/judge.ts";
import { thousands } from "../core/text.ts";
import { type Block, type Cell, heading, table } from "./report.ts";

/** What every request carries, before and after: in total and by part. What weighs the same is left out. */
export function tokenBlocks(diffs: readonly ContractDiff[]): readonly Block[] {
  const changed = diffs.filter(({ tokens }) => parts.some((part) => tokens.before[part] !== tokens.after[part]));
  const [first] = changed;
  if (first === undefined) return [];
  const limited = changed.some(({ tokens: { limit } }) => limit.before !== null || limit.after !== null);
  return [
    heading(`Tokens in every request (${first.tokens.encoding})`),
    table(
      ["contract", "part", "before", "after", "change", ...(limited ? ["of max_tokens"] : [])],
      changed.flatMap((diff) => rowsOf(diff, limited)),
    ),
  ];
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

/** Each step sends it again: half of the limit is room for one tool call. */
function sayShare(tokens: number, limit: number | null): string {
  return limit === null || limit === 0 ? "no limit" : `${Math.round((tokens / limit) * 100)} %`;
}
