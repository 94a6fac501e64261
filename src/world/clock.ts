import { randomBytes } from "node:crypto";

/** Time and dice: the two things that make a program hard to repeat, behind one door. */
export interface Clock {
  now(): Date;
  /** Text that no other call returns. */
  unique(): string;
}

/** Milliseconds of a clock that only goes on. Who asks `performance` loads for it what observes performance: a millisecond or two. */
export function elapsed(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}

export const systemClock: Clock = {
  now: () => new Date(),
  unique: () => randomBytes(6).toString("hex"),
};
