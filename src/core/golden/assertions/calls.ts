import { toolNamed } from "../../contract/contract.ts";
import type { Call } from "../../run/record.ts";
import { matchesCall, sayCall, sayPattern } from "../match.ts";
import type { CallPattern } from "../schema.ts";
import { type Assertion, type Judged, type Verdict, verdict } from "../verdict.ts";

export const called: Assertion = {
  name: "called",
  purpose: "A call that must be made was made.",
  judge: ({ task, answer }) => eachMatches("called", task.invariants.expect?.called, answer.calls),
};

export const notCalled: Assertion = {
  name: "not_called",
  purpose: "A call that must never be made was not made.",
  judge({ task, answer }) {
    return (task.invariants.expect?.not_called ?? []).map((pattern) => {
      const made = answer.calls.find((call) => matchesCall(pattern, call));
      return verdict(
        "not_called",
        made === undefined,
        `no ${sayPattern(pattern)}`,
        made === undefined ? "none" : sayCall(made),
        made?.turn ?? null,
      );
    });
  },
};

export const confirmed: Assertion = {
  name: "confirmed",
  purpose: "A guardrail asked a person before this call.",
  judge: ({ task, answer }) =>
    eachMatches("confirmed", task.invariants.expect?.confirmed, withDecision(answer.calls, "confirm")),
};

export const denied: Assertion = {
  name: "denied",
  purpose: "A guardrail denied this call.",
  judge: ({ task, answer }) =>
    eachMatches("denied", task.invariants.expect?.denied, withDecision(answer.calls, "deny")),
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

function withDecision(calls: readonly Call[], decision: Call["decision"]): readonly Call[] {
  return calls.filter((call) => call.decision === decision);
}

function eachMatches(
  invariant: string,
  patterns: readonly CallPattern[] | undefined,
  calls: readonly Call[],
): readonly Verdict[] {
  return (patterns ?? []).map((pattern) => {
    const matching = calls.filter((call) => matchesCall(pattern, call));
    const times = typeof pattern === "string" ? undefined : pattern.times;
    const holds = times === undefined ? matching.length > 0 : matching.length === times;
    return verdict(invariant, holds, sayPattern(pattern), sayCalls(calls), matching[0]?.turn ?? null);
  });
}
