import type { Price } from "../config/config.ts";
import type { Model } from "../contract/contract.ts";
import type { Tokens } from "./record.ts";

/**
 * US dollars. `null` where the price is not known, or the price of a part of it: no price is not the price 0.
 * What a provider does not count apart is not taken to be cached.
 */
export function spendOf(tokens: Tokens | null, price: Price | null): number | null {
  if (tokens === null || price === null) return null;
  const cached = tokens.cached ?? 0;
  const written = tokens.cache_write ?? 0;
  if ((cached > 0 && price.cached === null) || (written > 0 && price.cache_write === null)) return null;
  const plain = Math.max(0, tokens.input - cached - written);
  const total =
    plain * price.input +
    cached * (price.cached ?? 0) +
    written * (price.cache_write ?? 0) +
    tokens.output * price.output;
  return total / 1_000_000;
}

/** The price of a model, also where it is reached by another of its provider's addresses (`openai.chat`). */
export function priceOf(prices: Readonly<Record<string, Price>>, { provider, name }: Model): Price | null {
  const dot = provider.indexOf(".");
  const company = dot < 0 ? provider : provider.slice(0, dot);
  return prices[`${provider}/${name}`] ?? prices[`${company}/${name}`] ?? null;
}

/** The line of promptctl.yaml that says what these tokens of a model cost, to be filled in. */
export function priceLine({ provider, name }: Model, tokens: Tokens | null): string {
  const beside = [
    ...((tokens?.cached ?? 0) > 0 ? [", cached: …"] : []),
    ...((tokens?.cache_write ?? 0) > 0 ? [", cache_write: …"] : []),
  ].join("");
  return `prices: { "${provider}/${name}": { input: …, output: …${beside} } }`;
}
