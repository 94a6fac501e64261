import type { Json } from "../json.ts";
import { compareSchemas, usualSteps } from "./comparison.ts";
import { findValue } from "./find.ts";

/** A small and sensible instance of a schema; `undefined` where none is known. */
export function instanceOf(schema: Json, { steps = usualSteps }: { readonly steps?: number } = {}): Json | undefined {
  const compared = compareSchemas([schema] as const);
  if (compared === null) return undefined;
  const [comparison, [side]] = compared;
  return findValue(
    { sets: [side.set], sides: [side], steps, isConfirmed: (value) => side.check.isSurelyValid(value) },
    comparison,
  );
}
