import { isJsonObject, type Json } from "../../core/json.ts";
import type { Tokens } from "../../core/run/record.ts";
import { tokensOf } from "../../core/run/usage.ts";

/** Our form, or the usage object of whoever answered; `null` where it is neither: not measured. */
export function readTokens(usage: unknown): Tokens | null {
  if (!isJsonObject(usage)) return null;
  const { input, output } = usage;
  if (typeof input !== "number" || typeof output !== "number") return tokensOf(usage as Json);
  const rest = (name: string): number | null => {
    const value = usage[name];
    return typeof value === "number" ? value : null;
  };
  return { input, output, cached: rest("cached"), cache_write: rest("cache_write"), reasoning: rest("reasoning") };
}
