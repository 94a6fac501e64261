import { randomBytes } from "node:crypto";

/** Time and dice: the two things that make a program hard to repeat, behind one door. */
export interface Clock {
  now(): Date;
  /** Text that no other call returns. */
  unique(): string;
}

export const systemClock: Clock = {
  now: () => new Date(),
  unique: () => randomBytes(6).toString("hex"),
};
