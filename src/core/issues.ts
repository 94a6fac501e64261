import type { z } from "zod";
import type { Finding } from "./finding.ts";
import { gates } from "./gates.ts";
import { findingOf, type Subject } from "./rule.ts";
import { shapeFaults } from "./shape/faults.ts";
import type { Shape } from "./shape/shape.ts";

/** What does not fit the shape of a file: all of it at once, in the order of the file. */
export function findingsOf(error: z.ZodError, shape: Shape, subject: Subject): readonly Finding[] {
  return shapeFaults(error, subject.value, shape)
    .map(({ path, message, hint }) =>
      findingOf(gates.shape, { path, message, ...(hint === null ? {} : { hint }) }, subject),
    )
    .toSorted(byPlace);
}

function byPlace({ place: left }: Finding, { place: right }: Finding): number {
  if (left === null || right === null) return 0;
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
