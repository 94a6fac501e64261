import { sayDuration } from "../duration.ts";
import { type BasisPoints, sayWeight } from "../label/policy.ts";
import { count, sayList, thousands } from "../text.ts";
import type { Pair } from "../statistics/samples.ts";
import type { Accounting } from "./accounting.ts";
import type { Decision, Excess, MetricResult } from "./comparison.ts";
import type { AnalysisPolicy, Step } from "./policy.ts";
import { sayHowMuch, sayResult } from "./say-result.ts";
import { splitFault } from "./split.ts";
import { sayMetric, sayTolerance } from "./words.ts";

/** What was found, and when. */
export interface Findings {
  readonly metrics: readonly MetricResult[];
  readonly excesses: readonly Excess[];
  readonly accounting: Accounting;
  /** The source warns that it does not know everything. */
  readonly isPartial: boolean;
  readonly policy: AnalysisPolicy;
  readonly requirePromptId: boolean;
  readonly now: Date;
}

/** Where a ramp is. */
export interface Standing {
  readonly weight: BasisPoints;
  /** ISO. */
  readonly weightSince: string;
  readonly isHalted: boolean;
}

/**
 * Advance, hold or roll back. Nothing is done on stale records; what is worse than tolerated rolls back, whatever else
 * there is; and only what passed advances, once it has lasted as long as its step is to last.
 */
export function decideRamp(findings: Findings, standing: Standing): Decision {
  const { policy, now } = findings;
  const next = policy.steps.find(({ weight }) => weight > standing.weight)?.weight ?? null;
  const stale = staleness(findings) ?? partiality(findings);
  const failed = failures(findings);
  if (stale === null && failed.length > 0) return { action: "roll back", reasons: failed, next: null };
  const obstacles = [...(stale === null ? [] : [stale]), ...failed, ...obstaclesIn(findings, ofRamp)];
  const split = splitFault(findings.accounting);
  if (split !== null) obstacles.push(split);
  if (standing.isHalted) obstacles.push("the contract is halted: nobody gets it");
  const left = bakeOf(policy.steps, standing.weight) - (now.getTime() - Date.parse(standing.weightSince)) / 1_000;
  if (left > 0) obstacles.push(`${sayWeight(standing.weight)} has to last ${sayDuration(left)} longer`);
  if (obstacles.length > 0) return { action: "hold", reasons: obstacles, next };
  return { action: "advance", reasons: [sayPassed(findings)], next };
}

/** The same of two sides for which nobody drew lots: "roll back" means that head is worse, "advance" that it is not. */
export function decideAgainst(findings: Findings): Decision {
  const failed = failures(findings);
  if (failed.length > 0) return { action: "roll back", reasons: failed, next: null };
  const obstacles = obstaclesIn(findings, ofEither);
  if (obstacles.length > 0) return { action: "hold", reasons: obstacles, next: null };
  return { action: "advance", reasons: [sayPassed(findings)], next: null };
}

/** How the sides are called: where nobody drew lots head may as well be the older bundle, or the same. */
const ofRamp: Pair<string> = { base: "the current bundle", head: "the new bundle" };
const ofEither: Pair<string> = { base: "base", head: "head" };

/** That nothing came lately says that something is broken on the way: not what the new bundle does. */
function staleness({ accounting: { newest, sides }, policy, now }: Findings): string | null {
  const times = [newest.base, newest.head].flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  if (times.length === 0)
    return sides.base.runs + sides.head.runs === 0
      ? null
      : "no record says when it was written by a clock that is not ahead of ours, and nothing is done on records of which nobody knows how old they are";
  const age = (now.getTime() - Math.max(...times)) / 1_000;
  if (age <= policy.maxAge) return null;
  return `the newest record is ${sayDuration(age)} old, and nothing is done on records older than ${sayDuration(policy.maxAge)}`;
}

function partiality({ isPartial }: Findings): string | null {
  return isPartial ? "the server warns that it does not know everything, and nothing is done on a part" : null;
}

function failures({ metrics }: Findings): readonly string[] {
  return metrics.filter(({ outcome, critical }) => outcome === "fail" && critical).map(sayFailure);
}

/** `tokens ×1.87 (1.61 to 2.20), 96 sessions beside 1,804; 20 % more is tolerated` */
function sayFailure(result: MetricResult): string {
  const { maxIncrease, maxDecrease } = result;
  const tolerated = [
    ...(maxIncrease === null ? [] : [`${sayTolerance(result, maxIncrease)} more`]),
    ...(maxDecrease === null ? [] : [`${sayTolerance(result, maxDecrease)} less`]),
  ];
  return `${sayResult(result)}; ${sayList(tolerated, "or")} is tolerated`;
}

function obstaclesIn(findings: Findings, names: Pair<string>): string[] {
  const { metrics, excesses, accounting, requirePromptId } = findings;
  const judged = metrics.filter(isJudged);
  const bad = judged.filter(({ outcome, critical }) => outcome === "fail" && !critical).map(sayFailure);
  const open = judged.filter(({ outcome, critical }) => outcome !== "pass" && outcome !== "fail" && critical);
  const unnamed = accounting.leftOut["no prompt id"];
  return [
    ...excesses.map(({ says }) => says),
    ...bad,
    ...(requirePromptId && unnamed > 0
      ? [`${count(unnamed, "record")} without a prompt id, and promptctl.yaml requires one`]
      : []),
    ...sayOpen(open, accounting, names),
    ...(judged.some(({ outcome, critical }) => critical && outcome === "pass") || open.length > 0
      ? []
      : [sayEmpty(accounting, names) ?? "no critical metric was measured"]),
  ];
}

/** What nobody named and neither side has (a price, a reason to stop) is nothing to wait for. */
function isJudged({ outcome, measured, isNamed }: MetricResult): boolean {
  return outcome !== "no data" || isNamed || measured !== null;
}

/** All in one sentence: at the beginning of a ramp it is every metric. */
function sayOpen(open: readonly MetricResult[], accounting: Accounting, of: Pair<string>): readonly string[] {
  if (open.length === 0) return [];
  const empty = sayEmpty(accounting, of);
  if (empty !== null) return [empty];
  const { sides } = accounting;
  const names = sayList(
    open.map(
      ({ name, why, outcome }) => `${sayMetric(name)}${outcome === "inconclusive" ? "" : ` (${why ?? outcome})`}`,
    ),
  );
  const sessions = `${count(sides.head.sessions, "session")} of ${of.head} beside ${count(sides.base.sessions, "session")}`;
  return [`too early to say about ${names}: ${sessions}`];
}

function sayEmpty({ sides }: Accounting, of: Pair<string>): string | null {
  if (sides.head.runs === 0) return `no session of ${of.head} yet`;
  return sides.base.runs === 0 ? `no session of ${of.base} to compare with` : null;
}

/** The step that the present weight has reached: a weight between two steps lasts as long as the lower one. */
function bakeOf(steps: readonly Step[], weight: BasisPoints): number {
  return (steps.findLast((step) => step.weight <= weight) ?? steps[0])?.bake ?? 0;
}

function sayPassed({ metrics, accounting: { sides } }: Findings): string {
  const passed = metrics.filter(({ outcome, critical }) => outcome === "pass" && critical);
  const sessions = `${count(sides.head.sessions, "session")} beside ${thousands(sides.base.sessions)}`;
  return `${sayList(passed.map(sayHowMuch), "and")}: no more than is tolerated, ${sessions}`;
}
