import { toolNamed } from "../../contract/contract.ts";
import type { Decision } from "../../contract/contract.ts";
import type { Call } from "../../run/record.ts";
import { timesOf } from "../expectations.ts";
import { matchesCall, sayCall, sayPattern } from "../match.ts";
import type { CallPattern } from "../schema.ts";
import { type Assertion, type Judged, type Verdict, verdict } from "../verdict.ts";

export const called: Assertion = {
  name: "called",
  purpose: "A call that must be made was made.",
  judge: (run) => eachMade("called", run.task.invariants.expect?.called, run, () => true),
};

export const notCalled: Assertion = {
  name: "not_called",
  purpose: "A call that must never be made was not made.",
  judge({ task, contract, answer }) {
    return (task.invariants.expect?.not_called ?? []).map((pattern) => {
      const made = answer.calls.filter((call) => matchesCall(pattern, call, contract));
      // `times: 2` forbids the second call, not the first.
      const tooMany = made[timesOf(pattern) - 1];
      const got = made.length === 0 ? "none" : sayCalls(made);
      return verdict("not_called", tooMany === undefined, `no ${sayPattern(pattern)}`, got, tooMany?.turn ?? null);
    });
  },
};

export const confirmed: Assertion = {
  name: "confirmed",
  purpose: "A guardrail asked a person before this call.",
  judge: (run) => eachMade("confirmed", run.task.invariants.expect?.confirmed, run, decided("confirm")),
};

export const denied: Assertion = {
  name: "denied",
  purpose: "A guardrail denied this call.",
  judge: (run) => eachMade("denied", run.task.invariants.expect?.denied, run, decided("deny")),
};

/** State-changing calls that succeeded: what the agent did to the world. */
export function writesOf({ contract, answer }: Judged): readonly Call[] {
  return answer.calls.filter(({ name, error }) => {
    const tool = toolNamed(contract, name);
    return error === null && tool !== null && tool.effect !== "read";
  });
}

/** What was called, for the "got" of a failed expectation: failed calls tell most. */
export function sayCalls(calls: readonly Call[]): string {
  return calls.length === 0 ? "no call" : calls.map(sayCall).join(", ");
}

function decided(decision: Decision): (call: Call) => boolean {
  return (call) => call.decision === decision;
}

function eachMade(
  invariant: string,
  patterns: readonly CallPattern[] | undefined,
  { contract, answer }: Judged,
  counts: (call: Call) => boolean,
): readonly Verdict[] {
  return (patterns ?? []).map((pattern) => {
    const matching = answer.calls.filter((call) => matchesCall(pattern, call, contract));
    const counted = matching.filter(counts);
    const times = typeof pattern === "string" ? undefined : pattern.times;
    const holds = times === undefined ? counted.length > 0 : counted.length === times;
    // The call that was made, but not as expected, says more than that nothing matched.
    const got = matching.length > counted.length ? `${sayCalls(matching)}, not ${invariant}` : sayCalls(answer.calls);
    return verdict(invariant, holds, sayPattern(pattern), got, matching[0]?.turn ?? null);
  });
}
