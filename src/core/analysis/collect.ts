import type { Json } from "../json.ts";
import { factsOf, type RunFacts } from "../run/records/facts.ts";
import type { Pair } from "../statistics/samples.ts";
import { type Accounting, type LeftOut, leftOutReasons } from "./accounting.ts";
import { type Attributed, attribution, type Side } from "./attribute.ts";
import type { Excess } from "./comparison.ts";
import { type Gathered, openGathering } from "./gathering.ts";
import { watchLimits } from "./limits.ts";
import { countKind, type FieldKinds, fieldAt, measuresOf } from "./measures.ts";
import type { Observed } from "./observed.ts";
import { observe } from "./observe.ts";
import { type Question, standardBudget } from "./question.ts";

/** Takes run records one by one, in any order, and remembers as much of them as one question needs. */
export interface Collector {
  /** What a line says, whatever it is. */
  take(record: Json): void;
  /** A line that says nothing. */
  skip(why: "torn" | "not JSON" | "not a run record"): void;
  observations(): Collected;
}

export interface Collected {
  readonly observed: readonly Observed[];
  readonly accounting: Accounting;
  readonly excesses: readonly Excess[];
}

/**
 * The unit is the session. A run that belongs to none is a unit of its own; of a ramp it was not drawn by lot, and
 * counts only where both sides have such runs. A run that comes twice counts as it came first.
 */
export function openCollector(question: Question): Collector {
  const { metrics, stopReasons, compared, now, budget = standardBudget } = question;
  const attribute = attribution(question);
  const measures = measuresOf(metrics, stopReasons);
  const fields = measures.flatMap(({ kind, name }) => (kind === "field" ? [{ name, path: name.split(".") }] : []));
  const kinds = new Map<string, FieldKinds>(
    fields.map(({ name }) => [name, { numbers: 0, booleans: 0, others: 0 }] as const),
  );
  const sides: Pair<Gathered> = {
    base: openGathering(measures.length, budget),
    head: openGathering(measures.length, budget),
  };
  const limits = watchLimits(question);
  const leftOut = Object.fromEntries(leftOutReasons.map((reason) => [reason, 0])) as Record<LeftOut, number>;
  const otherBundles = new Map<string, number>();
  const values = new Float64Array(measures.length);
  const aheadFrom = now.getTime() + tolerated;
  let read = 0;
  let clockAhead = 0;

  function count(run: RunFacts, at: number, { side, stage, opened }: Attributed): void {
    if (at > aheadFrom) clockAhead += 1;
    for (const { name, path } of fields) {
      const kind = kinds.get(name);
      if (kind !== undefined) countKind(kind, fieldAt(run.record, path));
    }
    // A clock that is ahead would make everything look fresh for as long as it is.
    sides[side].add(run, { stage, opened, at: at > aheadFrom ? Number.NaN : at }, () => measure(run));
  }

  function measure(run: RunFacts): Float64Array {
    for (let index = 0; index < measures.length; index += 1) values[index] = measures[index]?.of(run) ?? Number.NaN;
    return values;
  }

  return {
    take: (record) => {
      read += 1;
      const run = factsOf(record);
      if (run === null) {
        leftOut["not a run record"] += 1;
        return;
      }
      const at = run.at === null ? Number.NaN : Date.parse(run.at);
      const place = attribute(run);
      limits.add(run, at, "side" in place ? place.side : place.leftOut);
      if ("side" in place) {
        count(run, at, place);
        return;
      }
      leftOut[place.leftOut] += 1;
      if (place.bundle !== null) tally(otherBundles, nameOf(place.bundle));
    },
    skip: (why) => {
      read += 1;
      leftOut[why] += 1;
    },
    observations: () => {
      const areAlone = compared.kind === "against" || (sides.base.hasAlone() && sides.head.hasAlone());
      const shared = compared.kind === "ramp" ? inBoth(sides) : new Set<string>();
      const gathered = { base: sides.base.close(areAlone, shared), head: sides.head.close(areAlone, shared) };
      const both: readonly Side[] = ["base", "head"];
      const sum = (of: (side: Side) => number): number => both.reduce((total, side) => total + of(side), 0);
      const stages = compared.kind === "ramp" ? compared.stages : [];
      return {
        observed: observe(measures, kinds, { base: gathered.base.rows, head: gathered.head.rows }, stages.length),
        accounting: {
          read,
          sides: { base: gathered.base.account, head: gathered.head.account },
          split: stages.map(({ weight }, stage) => ({
            weight,
            base: gathered.base.drawnIn(stage),
            head: gathered.head.drawnIn(stage),
          })),
          leftOut: {
            ...leftOut,
            "no session": sum((side) => gathered[side].alone),
            "both bundles": sum((side) => gathered[side].shared),
            duplicate: sum((side) => gathered[side].duplicates),
          },
          otherBundles: [...otherBundles]
            .map(([bundle, runs]) => ({ bundle, runs }))
            .toSorted((one, other) => other.runs - one.runs || (one.bundle < other.bundle ? -1 : 1))
            .slice(0, 20),
          newest: { base: gathered.base.newest, head: gathered.head.newest },
          clockAhead,
        },
        excesses: limits.excesses(),
      };
    },
  };
}

/** Milliseconds by which a clock may be ahead of ours. */
const tolerated = 60_000;

/** What is longer than any digest or prompt id is not kept. */
function nameOf(bundle: string): string {
  return bundle.length <= 256 ? bundle : `a name of ${bundle.length} characters`;
}

/** Somebody may write anything there: beyond so many different ones only the number of all of them is known. */
function tally(bundles: Map<string, number>, bundle: string): void {
  const before = bundles.get(bundle);
  if (before !== undefined || bundles.size < 1_000) bundles.set(bundle, (before ?? 0) + 1);
}

/** A session that got both bundles is nobody's: its host opened it again without its pin. */
function inBoth({ base, head }: Pair<Gathered>): ReadonlySet<string> {
  const named = new Set(head.names());
  return new Set([...base.names()].filter((session) => named.has(session)));
}
