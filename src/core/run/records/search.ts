import type { Json } from "../../json.ts";
import { factsOf, type RunFacts } from "./facts.ts";

/** Which runs somebody looks for; `null` is any. */
export interface RunQuery {
  /** A session by its id, and by its hash as records have it. */
  readonly session: { readonly id: string; readonly hash: string | null } | null;
  /** The id of a run, or its beginning. */
  readonly run: string | null;
  readonly bundles: readonly BundleQuery[] | null;
  readonly since: Date | null;
  readonly until: Date | null;
  /** How many to keep, the newest. */
  readonly most: number;
}

/** A bundle by the beginning of its hex digits, of one contract or of any. */
export interface BundleQuery {
  readonly contract: string | null;
  readonly hex: string;
}

export interface FoundRun extends Omit<RunFacts, "record"> {
  /** Whether it says what was said, so that a golden task can be made of it. */
  readonly hasTranscript: boolean;
  /** What the file is called; `null` for what came from a trace. */
  readonly file: string | null;
}

export interface RunSearch {
  take(record: Json, file: string | null): void;
  found(): Found;
}

export interface Found {
  /** The newest first. */
  readonly runs: readonly FoundRun[];
  /** All that match, those that are not kept too. */
  readonly total: number;
  /** Whether they are all of one conversation. */
  readonly isOneSession: boolean;
  /** Run records among what was read. */
  readonly records: number;
  readonly others: number;
}

/** Looks for runs in any number of records, and holds a few. An id that is written out comes before one it begins. */
export function openSearch(query: RunQuery): RunSearch {
  let [records, others] = [0, 0];
  const whole = gather(query.most);
  const begun = gather(query.most);
  return {
    take: (record, file) => {
      const run = factsOf(record);
      if (run === null) {
        others += 1;
        return;
      }
      records += 1;
      if (!isAsked(run, query)) return;
      const { record: all, ...facts } = run;
      const found = { ...facts, hasTranscript: Array.isArray(all["transcript"]), file };
      (run.run_id === query.run ? whole : begun).add(found);
    },
    found: () => ({ ...(whole.isEmpty() ? begun : whole).found(), records, others }),
  };
}

function isAsked(run: RunFacts, { session, run: id, bundles, since, until }: RunQuery): boolean {
  if (session !== null && !isSession(run.session, session)) return false;
  if (id !== null && !run.run_id.startsWith(id)) return false;
  if (bundles !== null && !bundles.some((bundle) => isBundle(run, bundle))) return false;
  if (since === null && until === null) return true;
  const at = timeOf(run);
  if (at === -Infinity) return false;
  return (since === null || at >= since.getTime()) && (until === null || at <= until.getTime());
}

/** Who copies a hash copies its beginning, often enough. */
function isSession(
  session: string | null,
  { id, hash }: { readonly id: string; readonly hash: string | null },
): boolean {
  if (session === null) return false;
  return session === id || session === hash || (/^[0-9a-f]{8,64}$/.test(id) && session.startsWith(id));
}

function isBundle({ bundle, prompt_id, contract }: RunFacts, asked: BundleQuery): boolean {
  if (asked.contract !== null && asked.contract !== contract) return false;
  if (bundle !== null) return bundle.startsWith(`sha256:${asked.hex}`);
  const known = prompt_id?.split("@").at(-1) ?? "";
  return known !== "" && (known.startsWith(asked.hex) || asked.hex.startsWith(known));
}

/** Milliseconds; what has no time is older than everything. */
function timeOf({ at, opened_at }: Pick<RunFacts, "at" | "opened_at">): number {
  const time = Date.parse(at ?? opened_at ?? "");
  return Number.isNaN(time) ? -Infinity : time;
}

/** The newest runs, each once. */
function gather(most: number) {
  let kept: FoundRun[] = [];
  let total = 0;
  const sessions = new Set<string>();
  const settle = (): void => {
    const known = new Set<string>();
    kept = kept
      .toSorted((one, other) => timeOf(other) - timeOf(one) || (other.turn ?? 0) - (one.turn ?? 0))
      .filter(({ run_id }) => !known.has(run_id) && known.add(run_id).size > 0)
      .slice(0, most);
  };
  return {
    add: (run: FoundRun): void => {
      total += 1;
      kept.push(run);
      if (kept.length > 2 * most + 100) settle();
      if (sessions.size < 2) sessions.add(run.session ?? `run ${run.run_id}`);
    },
    isEmpty: () => total === 0,
    found: () => {
      settle();
      return { runs: kept, total: kept.length < most ? kept.length : total, isOneSession: sessions.size === 1 };
    },
  };
}
