import { murmur3Of } from "../label/bucket.ts";
import type { Budget } from "./question.ts";

/**
 * A uniform sample of sessions, each with all its runs: those whose id has a low hash. Of two samples, the one with the
 * smaller share is a part of the other, and which sessions are in one does not depend on the order in which they came.
 */
export interface Sample {
  /** @param measure the measures of this run, NaN where it has none: asked where it is drawn */
  add(session: string, run: string, stage: number, opened: number, measure: () => Float64Array): void;
  /** Sessions are looked at one in so many. */
  oneIn(): number;
  /** The sessions of a sample with that share, which is this one's or smaller. */
  rows(oneIn: number, without?: ReadonlySet<string>): readonly Row[];
  /** What its sessions are called here. */
  names(): Iterable<string>;
}

/** One session. */
export interface Row {
  readonly hash: number;
  readonly stage: number;
  readonly opened: number;
  readonly runs: number;
  /** Runs that came once more. */
  readonly duplicates: number;
  /** Where its measures stand: see `sumOf` and `countOf`. */
  readonly table: Float64Array;
  readonly at: number;
}

/** Of a measure the sum over all runs of the session. */
export function sumOf({ table, at }: Row, measure: number): number {
  return table[at + head + 2 * measure] ?? 0;
}

/** How many runs of the session have it. */
export function countOf({ table, at }: Row, measure: number): number {
  return table[at + head + 2 * measure + 1] ?? 0;
}

/**
 * Half of the sessions are let go where there are too many of them, or of their runs, which are remembered to know those
 * again that come twice. A few sessions with ever so many runs are kept: then further runs are not looked for.
 */
export function openSample(measures: number, { sessions: mostSessions, runs: mostRuns }: Budget): Sample {
  const width = head + 2 * measures;
  let table = new Float64Array(width * Math.min(1_024, mostSessions + 1));
  let places = new Map<string, number>();
  let runs = new Map<number, number>();
  let level = 0;

  const isOverfull = (): boolean =>
    places.size > mostSessions || (runs.size > mostRuns && places.size > mostSessions / 8);

  function halve(): void {
    level += 1;
    const moved = new Map<number, number>();
    const kept = new Map<string, number>();
    for (const [session, from] of places) {
      if (!isDrawn(table[from + columns.hash] ?? 0, level)) continue;
      const to = kept.size * width;
      table.copyWithin(to, from, from + width);
      kept.set(session, to);
      moved.set(from, to);
    }
    places = kept;
    const remembered = new Map<number, number>();
    for (const [run, from] of runs) {
      const to = moved.get(from);
      if (to !== undefined) remembered.set(run, to);
    }
    runs = remembered;
  }

  function placeOf(session: string, hash: number, stage: number): number {
    const known = places.get(session);
    if (known !== undefined) return known;
    const at = places.size * width;
    if (at >= table.length) table = grown(table, width * (mostSessions + 1));
    table.fill(0, at, at + width);
    table[at + columns.hash] = hash;
    table[at + columns.stage] = stage;
    table[at + columns.opened] = Infinity;
    places.set(session, at);
    return at;
  }

  return {
    add: (session, run, stage, opened, measure) => {
      const hash = murmur3Of(`${salt}${session}`);
      if (!isDrawn(hash, level)) return;
      const at = placeOf(keyOf(session, hash), hash, stage);
      const id = runKey(hash, run);
      if (runs.has(id)) {
        increase(table, at + columns.duplicates, 1);
        return;
      }
      if (runs.size < 2 * mostRuns) runs.set(id, at);
      increase(table, at + columns.runs, 1);
      table[at + columns.stage] = Math.min(table[at + columns.stage] ?? 0, stage);
      if (opened < (table[at + columns.opened] ?? 0)) table[at + columns.opened] = opened;
      const values = measure();
      for (let index = 0; index < measures; index += 1) {
        const value = values[index] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        increase(table, at + head + 2 * index, value);
        increase(table, at + head + 2 * index + 1, 1);
      }
      while (isOverfull() && level < 32) halve();
    },
    oneIn: () => 2 ** level,
    rows: (oneIn, without = none) =>
      [...places]
        .filter(([session]) => !without.has(session))
        .map(([, at]) => rowAt(table, at))
        .filter(({ hash }) => isDrawn(hash, Math.log2(oneIn))),
    names: () => places.keys(),
  };
}

const none: ReadonlySet<string> = new Set();

/** Another salt than any ramp has: who is drawn here has nothing to do with who is drawn there. */
const salt = "analysis\0";

const columns = { hash: 0, stage: 1, opened: 2, runs: 3, duplicates: 4 } as const;
const head = Object.keys(columns).length;

function isDrawn(hash: number, level: number): boolean {
  return hash < 2 ** (32 - level);
}

/**
 * Of an id that is longer than anybody's only a hash is remembered: whoever writes records must not fill the memory, and
 * V8 takes all texts of 16 kB and more that are equally long for one until it has compared them.
 */
function keyOf(session: string, hash: number): string {
  return session.length <= longest
    ? session
    : `${session.length} ${hash} ${murmur3Of(session, 5)} ${murmur3Of(session, 6)}`;
}

const longest = 256;

/** 53 bits: of a million runs two are mistaken for one in one analysis of ten thousand. */
function runKey(session: number, run: string): number {
  return ((murmur3Of(run, 1) ^ session) >>> 0) * 2 ** 21 + (murmur3Of(run, 2) >>> 11);
}

function grown(table: Float64Array<ArrayBuffer>, most: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.min(table.length * 2, most));
  larger.set(table);
  return larger;
}

function increase(table: Float64Array, at: number, by: number): void {
  table[at] = (table[at] ?? 0) + by;
}

function rowAt(table: Float64Array, at: number): Row {
  const cell = (column: number): number => table[at + column] ?? 0;
  return {
    hash: cell(columns.hash),
    stage: cell(columns.stage),
    opened: cell(columns.opened),
    runs: cell(columns.runs),
    duplicates: cell(columns.duplicates),
    table,
    at,
  };
}
