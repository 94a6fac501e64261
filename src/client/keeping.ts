import type { Doors } from "./doors.ts";
import type { Recorded } from "./events.ts";
import { type PricesOption, readPrices } from "./prices.ts";
import { openRecords, type RecordsOption } from "./records/open.ts";
import type { Records } from "./records/records.ts";
import type { Surroundings } from "./session/open.ts";
import type { Live } from "./session/withdrawal.ts";

/** The options of `connect` that sessions need, and polling does not. */
export interface KeepingOptions {
  /** Where run records go: a file that grows, or a function. Without it `record()` only returns them. */
  readonly records?: RecordsOption;
  /** What tokens cost: for `max_spend_usd`, and for records. */
  readonly prices?: PricesOption;
  /** Goes into the hash of session ids, so that nobody can guess them from a record. */
  readonly salt?: string;
}

export interface Keeping {
  readonly records: Records;
  /** @param tell never throws */
  surroundings(live: () => Live, tell: (recorded: Recorded) => void): Surroundings;
}

/** @throws Failure USAGE */
export function readKeeping({ records: option, prices: given, salt = "" }: KeepingOptions, doors: Doors): Keeping {
  const records = openRecords(option);
  const prices = readPrices(given);
  return {
    records,
    surroundings: (live, tell) => ({
      live,
      now: () => doors.now(),
      elapsed: () => doors.elapsed(),
      prices,
      salt,
      keep: (recorded) => {
        records.keep(recorded.record);
        tell(recorded);
      },
    }),
  };
}
