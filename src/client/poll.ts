import { type Poll, standardPoll } from "../core/label/pointer.ts";

/** When a client asks, in milliseconds; what is not given comes from the pointer. */
export interface Pace {
  readonly interval: number | null;
  readonly deadline: number | null;
}

/** At most `interval × (1 + jitter)`: the leg of the containment time that is the client's. */
export function nextDelay(pace: Pace, poll: Poll | null, random: number): number {
  const { interval, jitter } = poll ?? standardPoll;
  return (pace.interval ?? interval * 1_000) * (1 + jitter * random);
}

export function deadlineOf(pace: Pace, poll: Poll | null): number {
  return pace.deadline ?? (poll ?? standardPoll).deadline * 1_000;
}
