import type { Excess } from "../../core/analysis/comparison.ts";
import { sayDollars, thousands } from "../../core/text.ts";
import { short } from "../../core/analysis/words.ts";

/** To the last digit, because a limit is exact: `spend per day $612.40, at most $500.00` */
export function sayExcess({ limit, most, seen }: Excess): string {
  const say = limit.startsWith("spend") ? sayDollars : thousands;
  return `${short(limit).replaceAll("_", " ")} ${say(seen)}, at most ${say(most)}`;
}
