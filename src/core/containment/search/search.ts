import type { Json } from "../../json.ts";
import type { Document } from "../compile/document.ts";
import { newChance } from "./chance.ts";
import { poolOf } from "./pool.ts";
import { sampleAt, type Sampler } from "./sample.ts";
import { smaller } from "./smaller.ts";

/**
 * Looks for a value by making many: from the schemas as they are written, and knowing nothing of what is proven.
 *
 * @param others schemas whose limits are worth trying
 */
export function searchValue(
  small: Document,
  others: readonly Json[],
  accept: (value: Json) => boolean,
  tries: number,
): Json | undefined {
  for (const value of samplesOf(small, others, tries)) if (accept(value)) return smaller(value, accept, tries);
  return undefined;
}

/** Values that a schema may well take; some it does not. */
export function* samplesOf(
  { root, resolve }: Document,
  others: readonly Json[],
  count: number,
  seed = 1,
): Iterable<Json> {
  const sampler: Sampler = { pool: poolOf([root, ...others]), follow: resolve, chance: newChance(seed) };
  for (let index = 0; index < count; index += 1) yield sampleAt([root], sampler);
}
