import type { Json } from "../../json.ts";
import { textOf } from "../../containment/json-type.ts";

/** Which of these values are not among the others. */
export function valuesMissing(values: readonly Json[], others: readonly Json[]): readonly Json[] {
  // There are lists of a hundred thousand, and each with each would take minutes.
  const known = new Set(others.map(textOf));
  return values.filter((value) => !known.has(textOf(value)));
}
