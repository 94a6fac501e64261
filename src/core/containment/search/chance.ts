/** Dice that fall the same way every time: a search that finds something today finds it tomorrow. */
export interface Chance {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** Whether something of this probability happens. */
  happens(probability: number): boolean;
  pick<Thing>(things: readonly Thing[]): Thing | undefined;
}

/** Mulberry32. */
export function newChance(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    happens: (probability) => next() < probability,
    pick: (things) => things[Math.floor(next() * things.length)],
  };
}
