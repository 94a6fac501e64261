import { type ComparedSides, isComparable, isTooLittle, regressionsIn } from "../../core/regression/compare-sides.ts";
import type { RunEnd } from "../../core/golden/results/file.ts";
import type { KeptResult } from "../../core/golden/results/kept.ts";
import { type Shard, sayShard } from "../../core/golden/results/shard.ts";
import { count, sayDollars, thousands } from "../../core/text.ts";
import type { Answer } from "../report.ts";

/** A run of golden tasks, as far as it came. */
export interface TestRun {
  /** In the order of the tasks. */
  readonly results: readonly KeptResult[];
  /** How many tasks were to be run here. */
  readonly wanted: number;
  readonly end: RunEnd;
  readonly shard: Shard | null;
  /** The flags with which the same is run again. */
  readonly again: readonly string[];
  /** Attempts that were repeated, beside those that results know of. */
  readonly retried: number;
  /** What the contract asks for and its provider was not told, each once. */
  readonly unsaid: readonly string[];
  /** US dollars, now: a recording costs nothing. */
  readonly spent: number;
  /** `null` where no base was run, and in a part that has nothing to compare: others may have. */
  readonly compared: ComparedSides | null;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly unmeasured: number;
  readonly quarantined: number;
  readonly notRun: number;
  /** Attempts that were repeated. */
  readonly retried: number;
}

/** What is in quarantine is run and listed, and does not count. */
export function tallyOf({ results, wanted, retried }: TestRun): Tally {
  const tally = { passed: 0, failed: 0, unmeasured: 0, quarantined: 0, notRun: wanted - results.length, retried };
  for (const { outcome, quarantine, trials } of results) {
    tally[quarantine === null ? outcome : "quarantined"] += 1;
    for (const trial of trials) tally.retried += trial.retried;
  }
  return tally;
}

export function answerOf({ end, compared }: TestRun, { failed, unmeasured, notRun }: Tally): Answer {
  if (end === "interrupted") return "stopped";
  if (failed > 0 || (compared !== null && regressionsIn(compared).length > 0)) return "no";
  const isOpen = unmeasured > 0 || notRun > 0 || (compared !== null && !isComparable(compared));
  return isOpen ? "unknown" : "yes";
}

/** One sentence: how far it came, and what came of it. */
export function sayOutcome(run: TestRun, tally: Tally): string {
  return `${sayHowFar(run)}: ${sayTally(tally)}${sayCompared(run, tally)}${sayNext(run)}`;
}

function sayHowFar({ results, wanted, end, shard, spent }: TestRun): string {
  const part = shard === null ? "" : `shard ${sayShard(shard)}, `;
  const far = `after ${thousands(results.length)} of ${count(wanted, "golden task")}`;
  switch (end) {
    case "finished":
      return `${part}${count(wanted, "golden task")}`;
    case "interrupted":
      return `${part}interrupted ${far}`;
    case "spent":
      return `${part}stopped at ${sayDollars(spent)} ${far}`;
    case "unpriced":
      return `${part}stopped ${far}, because nobody says what a run spends`;
  }
}

function sayTally({ passed, failed, unmeasured, quarantined }: Tally): string {
  return [
    ...(failed > 0 ? [`${thousands(failed)} failed`] : []),
    ...(unmeasured > 0 ? [`${thousands(unmeasured)} could not be measured`] : []),
    `${thousands(passed)} passed`,
    ...(quarantined > 0 ? [`${thousands(quarantined)} in quarantine`] : []),
  ].join(", ");
}

function sayCompared({ compared }: TestRun, { failed }: Tally): string {
  if (compared === null) return "";
  if (!isComparable(compared)) return "; nothing can be compared with the base";
  const worse = regressionsIn(compared).length;
  if (worse > 0) return `; ${count(worse, "regression")}`;
  if (failed > 0) return "";
  return compared.compared > 0 && isTooLittle(compared) ? "; too few runs to show a regression" : "; no regression";
}

function sayNext({ end, again }: TestRun): string {
  switch (end) {
    case "finished":
      return "";
    case "interrupted":
      return `; go on with \`${["promptctl test", ...again, "--resume"].join(" ")}\``;
    case "spent":
      return "; go on with --resume and another --max-spend-usd";
    case "unpriced":
      return "; without a price --max-spend-usd cannot be kept";
  }
}
