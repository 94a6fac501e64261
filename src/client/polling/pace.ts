import { type Poll, standardPoll } from "../../core/label/pointer.ts";

/** When a client asks, in milliseconds; what is not given comes from the pointer. */
export interface Pace {
  readonly interval: number | null;
  readonly deadline: number | null;
}

/**
 * From the beginning of one attempt to that of the next: at most `interval × (1 + jitter)`, the leg of the containment
 * time that is the client's.
 */
export function nextDelay(pace: Pace, poll: Poll | null, random: number): number {
  return intervalOf(pace, poll) * (1 + (poll ?? standardPoll).jitter * random);
}

/** A fleet that is started at once does not ask at once for ever after. */
export function firstDelay(pace: Pace, poll: Poll | null, random: number): number {
  return intervalOf(pace, poll) * random;
}

/**
 * After so many failures in a row, from the end of the last: exponential with full jitter, so that those who failed
 * together do not come back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param retryAfter milliseconds for which the source wants to be left alone
 */
export function retryDelay(
  pace: Pace,
  poll: Poll | null,
  failures: number,
  retryAfter: number | null,
  random: number,
): number {
  const interval = intervalOf(pace, poll);
  const most = Math.min(Math.max(interval, slowest), interval * 2 ** (failures - 1));
  const jittered = Math.max(interval / 10, most * random);
  const asked = Math.min(retryAfter ?? 0, patience);
  return Math.max(jittered, asked + (asked > 0 ? interval * random : 0));
}

/** A place that is back is noticed within a minute. */
const slowest = 60_000;

/** Nobody sends clients away for longer, whatever a server says. */
const patience = 600_000;

export function deadlineOf(pace: Pace, poll: Poll | null): number {
  return pace.deadline ?? (poll ?? standardPoll).deadline * 1_000;
}

function intervalOf(pace: Pace, poll: Poll | null): number {
  return pace.interval ?? (poll ?? standardPoll).interval * 1_000;
}
