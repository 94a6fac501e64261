/** Amounts by the minute, to see the most in any window of so many minutes. */
export interface Window {
  /** @param at milliseconds */
  add(at: number, amount: number): void;
  /** The most in one window whose last minute has something and ends after a time (`null`: any), and that end; milliseconds. */
  most(endsAfter: number | null): { readonly amount: number; readonly until: number };
}

/** Windows begin with a minute, so that what is said of one is true of it; it may be a minute's worth too little. */
export function openWindow(minutes: number): Window {
  let amounts = new Map<number, number>();
  return {
    add: (at, amount) => {
      const minute = Math.floor(at / 60_000);
      amounts.set(minute, (amounts.get(minute) ?? 0) + amount);
      if (amounts.size > 2 * remembered) amounts = new Map(sorted(amounts).slice(-remembered));
    },
    most: (endsAfter) => {
      const all = sorted(amounts);
      let most = { amount: 0, until: 0 };
      let sum = 0;
      let first = 0;
      for (const [minute, added] of all) {
        sum += added;
        for (; (all[first]?.[0] ?? minute) <= minute - minutes; first += 1) sum -= all[first]?.[1] ?? 0;
        const until = (minute + 1) * 60_000;
        // Sums of fractions differ in their last digits, and a limit that was kept exactly is kept.
        const amount = Math.round(sum * 1e6) / 1e6;
        if (amount > most.amount && (endsAfter === null || until > endsAfter)) most = { amount, until };
      }
      return most;
    },
  };
}

/** Minutes with anything in them: the newest, a quarter of a year at least. */
const remembered = 131_072;

function sorted(amounts: ReadonlyMap<number, number>): readonly (readonly [number, number])[] {
  return [...amounts].toSorted(([one], [other]) => one - other);
}
