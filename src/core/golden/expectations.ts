import type { Path } from "../place.ts";
import type { SingleCheck } from "./check-schema.ts";
import type { CallPattern } from "./schema.ts";
import type { Task } from "./task.ts";

/** The lists of a task that hold call patterns. */
export const callLists = ["writes", "called", "not_called", "order", "confirmed", "denied"] as const;

export type CallList = (typeof callLists)[number];

/** A call that a task expects, or forbids, and where it says so. */
export interface ExpectedCall {
  readonly list: CallList;
  readonly pattern: CallPattern;
  readonly path: Path;
}

export function expectedCalls(task: Task): readonly ExpectedCall[] {
  const known = expected.get(task);
  if (known !== undefined) return known;
  const { expect } = task.invariants;
  const calls = callLists.flatMap((list) =>
    (expect?.[list] ?? []).map((pattern, index) => ({ list, pattern, path: ["expect", list, index] })),
  );
  expected.set(task, calls);
  return calls;
}

// Half a dozen rules ask the same of each of many thousand tasks.
const expected = new WeakMap<Task, readonly ExpectedCall[]>();

export function toolOf(pattern: CallPattern): string {
  return typeof pattern === "string" ? pattern : pattern.tool;
}

/** How often a call must be made; once where nothing is said. */
export function timesOf(pattern: CallPattern): number {
  return typeof pattern === "string" ? 1 : (pattern.times ?? 1);
}

/** A check of an answer, the alternatives of `any` one by one. */
export interface ExpectedText {
  readonly check: SingleCheck;
  readonly path: Path;
}

export function expectedTexts({ invariants: { expect } }: Task): readonly ExpectedText[] {
  return (["output", "said"] as const).flatMap((list) =>
    (expect?.[list] ?? []).flatMap((check, index) => {
      const path = ["expect", list, index];
      if (!("any" in check)) return [{ check, path }];
      return check.any.map((one, at) => ({ check: one, path: [...path, "any", at] }));
    }),
  );
}
