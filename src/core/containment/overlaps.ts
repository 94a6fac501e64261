import type { Json } from "../json.ts";
import { compareSchemas, usualSteps } from "./comparison.ts";
import { findValue } from "./find.ts";

export type Overlap =
  | { readonly kind: "overlap"; readonly instance: Json }
  | { readonly kind: "disjoint" }
  | { readonly kind: "unknown" };

/** Is there a value that is valid under both schemas? */
export function overlaps(left: Json, right: Json, { steps = usualSteps }: { readonly steps?: number } = {}): Overlap {
  const compared = compareSchemas([left, right] as const);
  if (compared === null) return { kind: "unknown" };
  const [comparison, [one, other]] = compared;
  const sets = [one.set, other.set];
  if (comparison.prover(steps).isEmpty(sets)) return { kind: "disjoint" };
  const isConfirmed = (value: Json): boolean => one.check.isSurelyValid(value) && other.check.isSurelyValid(value);
  const instance = findValue({ sets, sides: [one, other], steps, isConfirmed }, comparison);
  return instance === undefined ? { kind: "unknown" } : { kind: "overlap", instance };
}
