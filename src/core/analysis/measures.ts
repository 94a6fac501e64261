import { type Json, type JsonObject, partAt } from "../json.ts";
import type { RunFacts } from "../run/records/facts.ts";
import { reasonsOfMix } from "./mix.ts";
import type { MetricPolicy } from "./policy.ts";

/** One number of each run. */
export interface Measure {
  /** The policy's name, and of a mix the reason too. */
  readonly name: string;
  readonly policy: MetricPolicy;
  /** `share`: 1 where the run had it and 0 where not. Of a `field` only the records know. */
  readonly kind: "amount" | "share" | "field";
  /** NaN where it was not measured. */
  of(run: RunFacts): number;
}

/** @param stopReasons those that a mix has a share for */
export function measuresOf(metrics: readonly MetricPolicy[], stopReasons: readonly string[]): readonly Measure[] {
  return metrics.flatMap((policy): readonly Measure[] => {
    const { name, kind } = policy;
    if (kind === "mix")
      return reasonsOfMix(name, stopReasons).map((reasons) => ({
        name: reasons.name,
        policy,
        kind: "share",
        of: ({ stop_reason }) => asNumber(reasons.holds(stop_reason)),
      }));
    const amount = amounts.get(name);
    if (amount !== undefined) return [{ name, policy, kind: "amount", of: (run) => amount(run) ?? Number.NaN }];
    const share = shares.get(name);
    if (share !== undefined) return [{ name, policy, kind: "share", of: (run) => asNumber(share(run)) }];
    const path = name.split(".");
    return [{ name, policy, kind: "field", of: (run) => numberIn(fieldAt(run.record, path)) }];
  });
}

/** Amounts that have a name of their own. */
const amounts: ReadonlyMap<string, (run: RunFacts) => number | null> = new Map([
  ["tokens", ({ tokens }) => (tokens === null ? null : tokens.input + tokens.output)],
  ["input_tokens", ({ tokens }) => tokens?.input ?? null],
  ["output_tokens", ({ tokens }) => tokens?.output ?? null],
  ["cached_tokens", ({ tokens }) => tokens?.cached ?? null],
  ["reasoning_tokens", ({ tokens }) => tokens?.reasoning ?? null],
  ["tool_calls", (run) => run.tool_calls],
  ["steps", (run) => run.steps],
  ["seconds", (run) => run.seconds],
  ["spend_usd", (run) => run.spend_usd],
]);

const shares: ReadonlyMap<string, (run: RunFacts) => boolean | null> = new Map([
  ["errors", ({ stop_reason, error }) => stop_reason === "error" || error !== null],
  ["confirmations", hasConfirmation],
  ["denials", ({ decisions }) => (decisions === null ? null : decisions.deny > 0)],
]);

function hasConfirmation({ stop_reason, decisions }: RunFacts): boolean | null {
  return stop_reason === "needs_confirmation" || (decisions === null ? null : decisions.confirm > 0);
}

function asNumber(value: boolean | null): number {
  return value === null ? Number.NaN : Number(value);
}

/** What a record holds at a path: `outcome.score`. */
export function fieldAt(record: JsonObject, path: readonly string[]): Json | null {
  return partAt(record, path) ?? null;
}

function numberIn(value: Json): number {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : Number.NaN;
}

/** What fields of one name held, all over: numbers, yes and no, or something that cannot be compared. */
export interface FieldKinds {
  numbers: number;
  booleans: number;
  others: number;
}

export function countKind(kinds: FieldKinds, value: Json): void {
  if (value === null) return;
  if (typeof value === "boolean") kinds.booleans += 1;
  else if (typeof value === "number" && Number.isFinite(value)) kinds.numbers += 1;
  else kinds.others += 1;
}
