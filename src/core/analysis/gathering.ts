import type { RunFacts } from "../run/records/facts.ts";
import type { SideAccount } from "./accounting.ts";
import type { Budget } from "./question.ts";
import { openSample, type Row } from "./sample.ts";

/** What is remembered of one side: a sample of its sessions, and another of its runs that belong to none. */
export interface Gathered {
  add(
    run: RunFacts,
    place: { readonly stage: number; readonly opened: number; readonly at: number },
    measure: () => Float64Array,
  ): void;
  /** Whether there are runs that belong to no session. */
  hasAlone(): boolean;
  /** What its sessions are called here. */
  names(): Iterable<string>;
  /** @param shared sessions that the other side has too: nobody can say whose they are */
  close(areAloneUnits: boolean, shared: ReadonlySet<string>): GatheredSide;
}

export interface GatheredSide {
  readonly rows: readonly Row[];
  readonly account: SideAccount;
  /** Runs that were left out because they belong to no session. */
  readonly alone: number;
  readonly duplicates: number;
  /** Runs of sessions that the other side has too. */
  readonly shared: number;
  /** ISO. */
  readonly newest: string | null;
  /** How many sessions were opened in a stage. */
  drawnIn(stage: number): number;
}

export function openGathering(measures: number, budget: Budget): Gathered {
  const [together, alone] = [partOf(measures, budget), partOf(measures, budget)];
  return {
    add: (run, { stage, opened, at }, measure) => {
      const part = run.session === null ? alone : together;
      part.runs += 1;
      if (at > part.newest) part.newest = at;
      part.sample.add(run.session ?? run.run_id, run.run_id, stage, opened, measure);
    },
    hasAlone: () => alone.runs > 0,
    names: () => together.sample.names(),
    close: (areAloneUnits, shared) => {
      const parts = areAloneUnits ? [together, alone] : [together];
      const oneIn = Math.max(...parts.map(({ sample }) => sample.oneIn()));
      const all = parts.flatMap(({ sample }) => sample.rows(oneIn));
      const rows = parts.flatMap(({ sample }) => sample.rows(oneIn, sample === together.sample ? shared : undefined));
      const seen = parts.reduce((sum, { runs }) => sum + runs, 0);
      const kept = runsIn(all);
      const again = all.reduce((sum, row) => sum + row.duplicates, 0);
      const duplicates = Math.min(again * oneIn, seen - kept);
      const ofBoth = Math.min((kept - runsIn(rows)) * oneIn, seen - duplicates);
      const newest = Math.max(...parts.map((part) => part.newest));
      const drawn = together.sample.rows(oneIn, shared);
      return {
        rows,
        account: { sessions: rows.length * oneIn, runs: seen - duplicates - ofBoth, oneIn },
        alone: areAloneUnits ? 0 : alone.runs,
        duplicates,
        shared: ofBoth,
        newest: Number.isFinite(newest) ? new Date(newest).toISOString() : null,
        drawnIn: (stage) => drawn.filter((row) => row.stage === stage).length * oneIn,
      };
    },
  };
}

function runsIn(rows: readonly Row[]): number {
  return rows.reduce((sum, { runs }) => sum + runs, 0);
}

interface Part {
  readonly sample: ReturnType<typeof openSample>;
  runs: number;
  newest: number;
}

function partOf(measures: number, budget: Budget): Part {
  return { sample: openSample(measures, budget), runs: 0, newest: -Infinity };
}
