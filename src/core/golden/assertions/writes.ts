import type { Contract } from "../../contract/contract.ts";
import type { Call } from "../../run/record.ts";
import { orderOf, timesOf } from "../expectations.ts";
import { matchesCall, sayCall, sayPattern } from "../match.ts";
import type { CallPattern } from "../schema.ts";
import { type Assertion, callsOf, unreportedCalls, verdict } from "../verdict.ts";
import { sayCalls, writesIn } from "./calls.ts";

export const writes: Assertion = {
  name: "writes",
  purpose: "Exactly these state-changing calls succeeded, and nothing else was changed.",
  judge(run) {
    const patterns = run.task.invariants.expect?.writes;
    if (patterns === undefined) return [];
    const expected = patterns.length === 0 ? "nothing changed" : patterns.map(sayPattern).join(", ");
    const calls = callsOf(run);
    if (calls === null) return [verdict("writes", false, expected, unreportedCalls)];
    const done = writesIn(calls, run.contract);
    const { missing, surplus } = pairUp(patterns, done, run.contract);
    const failed = calls.filter(({ error }) => error !== null);
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
        surplus[0]?.turn ?? (missing.length > 0 ? failed[0]?.turn : undefined) ?? null,
      ),
    ];
  },
};

export const order: Assertion = {
  name: "order",
  purpose: "State-changing calls happened in this order; all calls, where the task says so.",
  judge(run) {
    const order = orderOf(run.task);
    if (order === null) return [];
    const { patterns, of } = order;
    const expected = `${patterns.map(sayPattern).join(" → ")}${of === "all" ? " (of all calls)" : ""}`;
    const calls = callsOf(run);
    if (calls === null) return [verdict("order", false, expected, unreportedCalls)];
    const done = of === "all" ? calls.filter(({ error }) => error === null) : writesIn(calls, run.contract);
    const wanted = patterns.flatMap((pattern) => Array.from({ length: timesOf(pattern) }, () => pattern));
    let next = 0;
    for (const call of done) {
      const pattern = wanted[next];
      if (pattern !== undefined && matchesCall(pattern, call, run.contract)) next += 1;
    }
    const missing = wanted[next];
    // The call that came too early, where there is one.
    const early = missing === undefined ? undefined : done.find((call) => matchesCall(missing, call, run.contract));
    return [verdict("order", missing === undefined, expected, sayCalls(done), early?.turn ?? null)];
  },
};

/**
 * Pairs each expected write with a call of its own, as many as can be: a pattern gives its call up where it
 * can take another one (augmenting paths; H. W. Kuhn, "The Hungarian method", 1955).
 */
function pairUp(
  patterns: readonly CallPattern[],
  calls: readonly Call[],
  contract: Contract,
): { readonly missing: readonly CallPattern[]; readonly surplus: readonly Call[] } {
  const wanted = patterns.flatMap((pattern) => Array.from({ length: timesOf(pattern) }, () => pattern));
  const takenBy = new Map<Call, number>();
  const take = (index: number, tried: Set<Call>): boolean =>
    calls.some((call) => {
      const pattern = wanted[index];
      if (pattern === undefined || tried.has(call) || !matchesCall(pattern, call, contract)) return false;
      tried.add(call);
      const owner = takenBy.get(call);
      if (owner !== undefined && !take(owner, tried)) return false;
      takenBy.set(call, index);
      return true;
    });
  const missing = wanted.filter((_, index) => !take(index, new Set()));
  return { missing, surplus: calls.filter((call) => !takenBy.has(call)) };
}
