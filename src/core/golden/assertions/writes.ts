import type { Call } from "../../run/record.ts";
import { matchesCall, sayCall, sayPattern } from "../match.ts";
import type { CallPattern } from "../schema.ts";
import { type Assertion, verdict } from "../verdict.ts";
import { sayCalls, writesOf } from "./calls.ts";

export const writes: Assertion = {
  name: "writes",
  purpose: "Exactly these state-changing calls succeeded, and nothing else was changed.",
  judge(run) {
    const patterns = run.task.invariants.expect?.writes;
    if (patterns === undefined) return [];
    const done = writesOf(run);
    const { missing, surplus } = pairUp(patterns, done);
    const expected = patterns.length === 0 ? "nothing changed" : patterns.map(sayPattern).join(", ");
    const failed = run.answer.calls.filter(({ error }) => error !== null);
    const got = [
      done.length === 0 ? "nothing changed" : sayCalls(done),
      // A write that failed and was glossed over is how an answer becomes a hallucination.
      ...(missing.length > 0 && failed.length > 0 ? [`failed calls: ${failed.map(sayCall).join(", ")}`] : []),
    ].join("; ");
    return [
      verdict(
        "writes",
        missing.length === 0 && surplus.length === 0,
        expected,
        got,
        surplus[0]?.turn ?? failed[0]?.turn ?? null,
      ),
    ];
  },
};

export const order: Assertion = {
  name: "order",
  purpose: "State-changing calls happened in this order.",
  judge(run) {
    const patterns = run.task.invariants.expect?.order;
    if (patterns === undefined) return [];
    const done = writesOf(run);
    let next = 0;
    for (const call of done) {
      const pattern = patterns[next];
      if (pattern !== undefined && matchesCall(pattern, call)) next += 1;
    }
    return [verdict("order", next === patterns.length, patterns.map(sayPattern).join(" → "), sayCalls(done))];
  },
};

/** Pairs each expected write with a call of its own; the most particular patterns choose first. */
function pairUp(
  patterns: readonly CallPattern[],
  calls: readonly Call[],
): { missing: CallPattern[]; surplus: readonly Call[] } {
  const wanted = patterns.flatMap((pattern) =>
    Array.from({ length: typeof pattern === "string" ? 1 : (pattern.times ?? 1) }, () => pattern),
  );
  const rest = [...calls];
  const missing: CallPattern[] = [];
  for (const pattern of wanted.toSorted((left, right) => sayPattern(right).length - sayPattern(left).length)) {
    const index = rest.findIndex((call) => matchesCall(pattern, call));
    if (index === -1) missing.push(pattern);
    else rest.splice(index, 1);
  }
  return { missing, surplus: rest };
}
