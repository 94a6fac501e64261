import type { Pair } from "../samples.ts";
import type { Range } from "./ratio.ts";

export interface Counted {
  readonly successes: number;
  readonly trials: number;
}

/** The share that head may have at most, or at least, for a share of base: `factor × share + more`. */
export interface Line {
  readonly factor: number;
  readonly more: number;
}

/**
 * Evidence that head's share is above a line (or below it), exact with any number of trials and as often as one looks:
 * where it is not, the chance that this ever exceeds 1/α is α at most. Each batch is bet on by what the batches before it
 * say; the bet is a likelihood ratio beside the pair of shares within the line that is nearest to it (Turner and Grünwald,
 * Statistics and Probability Letters 198, 2023, theorem 1), and several bets on how far apart the shares are go in
 * parallel, each with an equal part of the stake.
 *
 * @param batches in the order of time; how they are cut must not depend on how the trials came out
 * @returns the natural logarithm
 */
export function logShareEvidence(batches: readonly Pair<Counted>[], line: Line, side: "above" | "below"): number {
  const logs = odds.map((times) => logOfBet(batches, line, side, times));
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / odds.length);
}

/**
 * Head's share less base's: as it was seen, and all differences that are not refuted at whatever time one looks.
 *
 * @returns `null` without a trial on either side
 */
export function differenceRange(batches: readonly Pair<Counted>[], alpha: number): Range | null {
  const [base, head] = [sumOf(batches.map((batch) => batch.base)), sumOf(batches.map((batch) => batch.head))];
  if (base.trials === 0 || head.trials === 0) return null;
  const estimate = head.successes / head.trials - base.successes / base.trials;
  const enough = Math.log(2 / alpha);
  const refutes = (more: number, side: "above" | "below"): boolean =>
    logShareEvidence(batches, { factor: 1, more }, side) >= enough;
  return {
    estimate,
    low: refutes(-0.999, "above") ? edge(-1, estimate, (more) => !refutes(more, "above")) : null,
    high: refutes(0.999, "below") ? edge(estimate, 1, (more) => refutes(more, "below")) : null,
  };
}

/** Where what does not hold begins to hold, to a tenth of a point. */
function edge(from: number, to: number, holds: (at: number) => boolean): number {
  let [low, high] = [from, to];
  while (high - low > 0.001) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function sumOf(counted: readonly Counted[]): Counted {
  return counted.reduce(
    (sum, { successes, trials }) => ({ successes: sum.successes + successes, trials: sum.trials + trials }),
    { successes: 0, trials: 0 },
  );
}

/**
 * By how many times the odds of head are beyond the line, in each of the bets. Of six such sets this one found errors ×5 to
 * ×20, and passed 0 to 5 % of them, about as soon as any, in the median over simulated ramps; of more bets each is smaller.
 */
const odds = [1.6, 3, 8] as const;

function logOfBet(batches: readonly Pair<Counted>[], line: Line, side: "above" | "below", times: number): number {
  let log = 0;
  let seen: Counted = { successes: 0, trials: 0 };
  for (const { base, head } of batches) {
    // Without a trial of base nobody knows where to bet.
    if (seen.trials > 0 && head.trials + base.trials > 0) {
      const shareOfBase = (seen.successes + 0.5) / (seen.trials + 1);
      const bet = { base: shareOfBase, head: beyond(onLine(line, shareOfBase), side, times) };
      const nearest = nearestWithin(line, side, bet, { base: base.trials, head: head.trials });
      if (nearest !== null) log += logRatio(base, bet.base, nearest.base) + logRatio(head, bet.head, nearest.head);
    }
    seen = { successes: seen.successes + base.successes, trials: seen.trials + base.trials };
  }
  return log;
}

function beyond(share: number, side: "above" | "below", times: number): number {
  const ratio = (share / (1 - share)) * (side === "above" ? times : 1 / times);
  return inside(ratio / (1 + ratio));
}

/**
 * The pair of shares within the line of which what was bet on differs least (Kullback and Leibler), by trials: it is on
 * the line. `null` where the bet is not beyond it.
 */
function nearestWithin(
  line: Line,
  side: "above" | "below",
  bet: Pair<number>,
  trials: Pair<number>,
): Pair<number> | null {
  const limit = onLine(line, bet.base);
  if (side === "above" ? bet.head <= limit : bet.head >= limit) return null;
  const [from, to] = basesWithin(line, side);
  // Along the line the sum of both divergences has one minimum: its slope rises from below 0 to above it.
  let [low, high] = [from, to];
  let share = Math.min(to, Math.max(from, bet.base));
  for (let step = 0; step < 60; step += 1) {
    const head = onLine(line, share);
    const ofHead = isInside(line, share) ? line.factor * trials.head : 0;
    const slope = trials.base * slopeOf(bet.base, share) + ofHead * slopeOf(bet.head, head);
    if (slope < 0) low = share;
    else high = share;
    const bend = trials.base * bendOf(bet.base, share) + line.factor * ofHead * bendOf(bet.head, head);
    const next = share - slope / bend;
    const stays = next > low && next < high ? next : (low + high) / 2;
    const isThere = Math.abs(stays - share) <= 1e-12 * share;
    share = stays;
    if (isThere) break;
  }
  return { base: share, head: onLine(line, share) };
}

/** Shares of base for which there is one of head within the line: with two points less, none below 0.02. */
function basesWithin({ factor, more }: Line, side: "above" | "below"): readonly [number, number] {
  if (factor === 0) return [nearly0, 1 - nearly0];
  const edge = ((side === "above" ? 2 * nearly0 : 1 - 2 * nearly0) - more) / factor;
  return side === "above" ? [inside(edge), 1 - nearly0] : [nearly0, inside(edge)];
}

/** The slope of the divergence of one share from another one, by the other one. */
function slopeOf(bet: number, share: number): number {
  return (share - bet) / (share * (1 - share));
}

/** And the slope of that. */
function bendOf(bet: number, share: number): number {
  return bet / share ** 2 + (1 - bet) / (1 - share) ** 2;
}

function onLine({ factor, more }: Line, share: number): number {
  return inside(factor * share + more);
}

function isInside({ factor, more }: Line, share: number): boolean {
  const head = factor * share + more;
  return head > nearly0 && head < 1 - nearly0;
}

const nearly0 = 1e-9;

function inside(share: number): number {
  return Math.min(1 - nearly0, Math.max(nearly0, share));
}

function logRatio({ successes, trials }: Counted, bet: number, beside: number): number {
  return successes * Math.log(bet / beside) + (trials - successes) * Math.log((1 - bet) / (1 - beside));
}
