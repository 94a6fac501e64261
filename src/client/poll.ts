import type { Poll } from "../core/label/pointer.ts";

/** When a client asks, in milliseconds; what is not given comes from the pointer. */
export interface Pace {
  readonly interval: number | null;
  readonly deadline: number | null;
}

const standard: Poll = { interval: 15, deadline: 5, jitter: 0.1 };

/** At most `interval × (1 + jitter)`: the leg of the containment time that is the client's. */
export function nextDelay(pace: Pace, poll: Poll | null, random: number): number {
  const { interval, jitter } = poll ?? standard;
  return (pace.interval ?? interval * 1_000) * (1 + jitter * random);
}

export function deadlineOf(pace: Pace, poll: Poll | null): number {
  return pace.deadline ?? (poll ?? standard).deadline * 1_000;
}
