/** The outside of the client, small enough to be driven by hand in a test. */
export interface Doors {
  /** Wall clock, for what is written down. */
  now(): Date;
  /** Monotonic milliseconds, for what is measured: a wall clock jumps. */
  elapsed(): number;
  /** 0 ≤ n < 1 */
  random(): number;
  /** Calls back after some milliseconds; returns what cancels it. */
  after(milliseconds: number, call: () => void): () => void;
}

export const systemDoors: Doors = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  after: (milliseconds, call) => {
    // The host may exit: a poll is no reason to stay.
    const timer = setTimeout(call, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
