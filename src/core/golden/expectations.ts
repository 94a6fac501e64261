import type { Path } from "../place.ts";
import type { SingleCheck } from "./check-schema.ts";
import type { CallPattern } from "./schema.ts";
import type { Invariants, Task } from "./task.ts";

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
  if (latestCalls?.task === task) return latestCalls.calls;
  const calls = callLists.flatMap((list) => {
    const { patterns, path } = listIn(task.invariants, list);
    return (patterns ?? []).map((pattern, index) => ({ list, pattern, path: [...path, index] }));
  });
  latestCalls = { task, calls };
  return calls;
}

// Half a dozen rules ask the same of each of many thousand tasks, one task after the other.
let latestCalls: { readonly task: Task; readonly calls: readonly ExpectedCall[] } | null = null;

/** The patterns of one list, and where they stand; `undefined` where there is no such list. */
export function listIn(
  { expect }: Invariants,
  list: CallList,
): { readonly patterns: readonly CallPattern[] | undefined; readonly path: Path } {
  if (list !== "order") return { patterns: expect?.[list], path: ["expect", list] };
  const order = expect?.order;
  if (order === undefined || Array.isArray(order)) return { patterns: order, path: ["expect", "order"] };
  return { patterns: order.calls, path: ["expect", "order", "calls"] };
}

/** What must come one after the other: of the calls that change something, or of all that succeeded. */
export interface Order {
  readonly patterns: readonly CallPattern[];
  readonly of: "writes" | "all";
}

export function orderOf({ invariants }: Pick<Task, "invariants">): Order | null {
  const { patterns } = listIn(invariants, "order");
  if (patterns === undefined) return null;
  const order = invariants.expect?.order;
  return { patterns, of: order === undefined || Array.isArray(order) ? "writes" : order.of };
}

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

export function expectedTexts(task: Task): readonly ExpectedText[] {
  if (latestTexts?.task !== task) latestTexts = { task, texts: textsIn(task) };
  return latestTexts.texts;
}

let latestTexts: { readonly task: Task; readonly texts: readonly ExpectedText[] } | null = null;

function textsIn({ invariants: { expect } }: Task): readonly ExpectedText[] {
  return (["output", "said"] as const).flatMap((list) =>
    (expect?.[list] ?? []).flatMap((check, index) => {
      const path = ["expect", list, index];
      if (!("any" in check)) return [{ check, path }];
      return check.any.map((one, at) => ({ check: one, path: [...path, "any", at] }));
    }),
  );
}
