import type { Price } from "../core/config/config.ts";
import { Failure } from "../core/failure.ts";
import { isJsonObject } from "../core/json.ts";

/** US dollars for a million tokens by `provider/name`, as in promptctl.yaml: what is left out is not known. */
export type PricesOption = Readonly<
  Record<
    string,
    { readonly input: number; readonly output: number; readonly cached?: number; readonly cache_write?: number }
  >
>;

/** @throws Failure USAGE */
export function readPrices(option: PricesOption | undefined): Readonly<Record<string, Price>> {
  if (option === undefined) return {};
  if (!isJsonObject(option)) throw wrong("a map of models, as in promptctl.yaml");
  return Object.fromEntries(Object.entries(option).map(([model, price]) => [model, readPrice(model, price)]));
}

function readPrice(model: string, price: unknown): Price {
  if (!/^[^/\s]+\/\S+$/.test(model)) throw wrong(`by provider and model (openai/gpt-5-mini); '${model}' is neither`);
  if (!isJsonObject(price)) throw wrong(`{ input, output } for ${model}`);
  const { input, output, cached = null, cache_write = null, ...others } = price;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw wrong(`made of input, output, cached and cache_write; ${model} says ${unknown}`);
  const isPrice = (value: unknown): boolean => typeof value === "number" && value >= 0 && Number.isFinite(value);
  if (!isPrice(input) || !isPrice(output) || ![cached, cache_write].every((one) => one === null || isPrice(one)))
    throw wrong(`in US dollars for a million tokens; that of ${model} needs numbers for input and output`);
  return { input, output, cached, cache_write } as Price;
}

function wrong(wanted: string): Failure {
  return new Failure("USAGE", { message: `connect: \`prices\` are ${wanted}`, hint: "see README.md" });
}
