import type { Doors } from "../../src/client/doors.ts";

/** Time and dice in the test's hand: nothing happens until it says so. */
export interface HandDrivenDoors extends Doors {
  /** What is waiting for its time, in milliseconds from now. */
  readonly waiting: readonly number[];
  /** Every delay that was ever asked for. */
  readonly asked: readonly number[];
  /** What `random()` says from now on. */
  roll(random: number): void;
  /** Lets time pass without calling anybody. */
  pass(milliseconds: number): void;
  /** Lets time pass, calls whoever is due, and waits until each has asked to be called again. */
  advance(milliseconds: number): Promise<void>;
  /** Calls whoever is due, and waits for nothing. */
  fire(): void;
}

export function handDrivenDoors(): HandDrivenDoors {
  const timers = new Map<symbol, { readonly at: number; readonly call: () => void }>();
  const asked: number[] = [];
  let elapsed = 0;
  let random = 0;
  const fire = (): void => {
    for (const [id, { at, call }] of timers) {
      if (at > elapsed) continue;
      timers.delete(id);
      call();
    }
  };
  return {
    now: () => new Date(Date.UTC(2026, 10, 20, 12) + elapsed),
    elapsed: () => elapsed,
    random: () => random,
    after: (milliseconds, call) => {
      const id = Symbol();
      asked.push(milliseconds);
      timers.set(id, { at: elapsed + milliseconds, call });
      return () => timers.delete(id);
    },
    get waiting() {
      return [...timers.values()].map(({ at }) => at - elapsed);
    },
    asked,
    roll: (next) => (random = next),
    pass: (milliseconds) => (elapsed += milliseconds),
    advance: async (milliseconds) => {
      const before = timers.size;
      elapsed += milliseconds;
      fire();
      for (let turns = 0; timers.size < before; turns += 1) {
        if (turns > 5_000) throw new Error("nobody asked to be called again");
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    fire,
  };
}
