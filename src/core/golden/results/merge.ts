import type { Digest } from "../../bundle/digest.ts";
import { sayList } from "../../text.ts";
import type { ResultsHeader, RunEnd } from "./file.ts";
import { sayShard } from "./shard.ts";

/** One file of results: what it says it is, and how far it came. */
export interface Part {
  readonly file: string;
  readonly header: ResultsHeader;
  /** `null` where the run was cut off. */
  readonly end: RunEnd | null;
}

/** Why parts do not make one run: `mixed` are of several runs, of a run something is `missing`. */
export interface Obstacle {
  readonly kind: "mixed" | "missing";
  readonly why: string;
}

/**
 * Whether parts are all shards of one run, each once and each to its end.
 *
 * @param bundles those that the contracts here have, by name
 * @returns `null` where they are
 */
export function obstacleTo(parts: readonly Part[], bundles: ReadonlyMap<string, Digest>): Obstacle | null {
  const [first, ...rest] = parts;
  if (first === undefined) return { kind: "missing", why: "there is no file" };
  const unlike = rest.find(({ header }) => identityOf(header) !== identityOf(first.header));
  if (unlike !== undefined)
    return { kind: "mixed", why: `${first.file} and ${unlike.file} ${difference(first, unlike)}` };
  const moved = Object.entries(first.header.contracts).find(([name, digest]) => bundles.get(name) !== digest);
  if (moved !== undefined)
    return { kind: "mixed", why: `${first.file} is about another bundle of ${moved[0]} than the contract here is` };
  return twice(parts) ?? missing(parts, first.header) ?? cutOff(parts);
}

/** What all shards of one run have in common. */
function identityOf({ runner, mode, base, contracts, selection, narrowed, shard }: ResultsHeader): string {
  const bundles = Object.entries(contracts).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([runner, mode, base, bundles, selection, narrowed, shard?.of ?? 1]);
}

function difference({ header: left }: Part, { header: right }: Part): string {
  if (JSON.stringify(left.contracts) !== JSON.stringify(right.contracts)) return "are about different bundles";
  if (left.selection !== right.selection) return "are about different golden tasks";
  if (left.runner !== right.runner || left.mode !== right.mode) return `were run by ${left.runner} and ${right.runner}`;
  if (left.base !== right.base) return "compare with different bases";
  return `are of ${left.shard?.of ?? 1} and of ${right.shard?.of ?? 1} shards`;
}

function twice(parts: readonly Part[]): Obstacle | null {
  const seen = new Map<number, string>();
  for (const { file, header } of parts) {
    const index = header.shard?.index ?? 1;
    const earlier = seen.get(index);
    if (earlier !== undefined)
      return { kind: "mixed", why: `${earlier} and ${file} are the same shard, ${index}/${header.shard?.of ?? 1}` };
    seen.set(index, file);
  }
  return null;
}

function missing(parts: readonly Part[], { shard }: ResultsHeader): Obstacle | null {
  if (shard === null) return null;
  const there = new Set(parts.map(({ header }) => header.shard?.index));
  const gone = Array.from({ length: shard.of }, (_, at) => at + 1).filter((index) => !there.has(index));
  if (gone.length === 0) return null;
  return {
    kind: "missing",
    why: `no file is of shard ${sayList(gone.map((index) => sayShard({ index, of: shard.of })))}`,
  };
}

function cutOff(parts: readonly Part[]): Obstacle | null {
  const part = parts.find(({ end }) => end !== "finished");
  if (part === undefined) return null;
  return { kind: "missing", why: `the run of ${part.file} ${part.end === null ? "was cut off" : sayEnd[part.end]}` };
}

const sayEnd: Readonly<Record<RunEnd, string>> = {
  finished: "was finished",
  interrupted: "was interrupted",
  spent: "was stopped by --max-spend-usd",
  unpriced: "was stopped, because nobody knows what it spends",
};
