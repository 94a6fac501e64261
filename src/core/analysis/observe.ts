import type { Pair } from "../statistics/samples.ts";
import type { FieldKinds, Measure } from "./measures.ts";
import type { Counts, Distribution, Observed, Series } from "./observed.ts";
import { countOf, type Row, sumOf } from "./sample.ts";

/** What the sessions of both sides show of each metric. */
export function observe(
  measures: readonly Measure[],
  kinds: ReadonlyMap<string, FieldKinds>,
  sides: Pair<readonly Row[]>,
  stages: number,
): readonly Observed[] {
  const batches = batchesOf(sides);
  return measures.map(({ name, policy, kind }, measure): Observed => {
    const runs = { base: runsWith(sides.base, measure), head: runsWith(sides.head, measure) };
    const field = kinds.get(name);
    const is = kind === "field" ? kindOf(field) : kind;
    if (is === null || runs.base + runs.head === 0)
      return { name, policy, series: null, why: is === null ? whyNot(name, field) : null, runs };
    const series: Series =
      is === "amount"
        ? { kind: "amounts", strata: strataOf(sides, measure, Math.max(1, stages)) }
        : { kind: "shares", batches: batches.map((batch) => countBoth(batch, measure)) };
    return { name, policy, series, why: null, runs };
  });
}

function runsWith(rows: readonly Row[], measure: number): number {
  return rows.reduce((sum, row) => sum + countOf(row, measure), 0);
}

function kindOf(field: FieldKinds | undefined): "amount" | "share" | null {
  if (field === undefined || field.others > 0 || (field.numbers > 0 && field.booleans > 0)) return null;
  return field.booleans > 0 ? "share" : "amount";
}

function whyNot(name: string, field: FieldKinds | undefined): string {
  const { numbers = 0, others = 0 } = field ?? {};
  if (others > 0) return `\`${name}\` is neither a number nor yes or no in some of the records`;
  return numbers > 0 ? `\`${name}\` is a number in some of the records, and yes or no in others` : "";
}

/** Stretches of which nobody has anything are left out. */
function strataOf(sides: Pair<readonly Row[]>, measure: number, stages: number): readonly Pair<Distribution>[] {
  return Array.from({ length: stages }, (_, stage) => ({
    base: distributionOf(sides.base, measure, stage),
    head: distributionOf(sides.head, measure, stage),
  })).filter(({ base, head }) => base.units + head.units > 0);
}

function distributionOf(rows: readonly Row[], measure: number, stage: number): Distribution {
  const means: number[] = [];
  for (const row of rows) {
    const runs = countOf(row, measure);
    if (runs > 0 && row.stage === stage) means.push(sumOf(row, measure) / runs);
  }
  const sorted = Float64Array.from(means).toSorted();
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    if (values.at(-1) === value) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), units: sorted.length };
}

/**
 * Sessions of both sides in the order in which they were opened. Each batch is a twentieth of what was there before it,
 * so that there are a few hundred at most; none goes across a change of the weight.
 */
function batchesOf({ base, head }: Pair<readonly Row[]>): readonly Pair<readonly Row[]>[] {
  const rows = [...base.map((row) => ({ row, isHead: false })), ...head.map((row) => ({ row, isHead: true }))].toSorted(
    (one, other) =>
      one.row.stage - other.row.stage ||
      compare(one.row.opened, other.row.opened) ||
      one.row.hash - other.row.hash ||
      Number(one.isHead) - Number(other.isHead),
  );
  const batches: { readonly stage: number; readonly base: Row[]; readonly head: Row[] }[] = [];
  let closesAt = 0;
  for (const [index, { row, isHead }] of rows.entries()) {
    let batch = batches.at(-1);
    if (batch === undefined || index >= closesAt || batch.stage !== row.stage) {
      batch = { stage: row.stage, base: [], head: [] };
      batches.push(batch);
      closesAt = 1.05 * index + 1;
    }
    (isHead ? batch.head : batch.base).push(row);
  }
  return batches;
}

/** What was opened at no known time comes last. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

function countBoth({ base, head }: Pair<readonly Row[]>, measure: number): Pair<Counts> {
  return { base: countIn(base, measure), head: countIn(head, measure) };
}

function countIn(rows: readonly Row[], measure: number): Counts {
  let successes = 0;
  let trials = 0;
  for (const row of rows) {
    if (countOf(row, measure) === 0) continue;
    trials += 1;
    if (sumOf(row, measure) > 0) successes += 1;
  }
  return { successes, trials };
}
