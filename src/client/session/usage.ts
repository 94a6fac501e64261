import { isJsonObject, type Json } from "../../core/json.ts";
import type { Tokens } from "../../core/run/record.ts";
import { tokensOf } from "../../core/run/usage.ts";

/** Our form, or the usage object of whoever answered; `null` where it is neither: not measured. */
export function readTokens(usage: unknown): Tokens | null {
  if (!isJsonObject(usage)) return null;
  const { input, output } = usage;
  if (input === undefined || output === undefined) return tokensOf(usage as Json);
  if (!isCount(input) || !isCount(output)) return null;
  const rest = (name: string): number | null => {
    const value = usage[name];
    return isCount(value) ? value : null;
  };
  return { input, output, cached: rest("cached"), cache_write: rest("cache_write"), reasoning: rest("reasoning") };
}

/** A sum with NaN in it is beyond no budget. */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
