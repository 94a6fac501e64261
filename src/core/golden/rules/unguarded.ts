import { type Contract, type Decision, toolNamed } from "../../contract/contract.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import { expectedCalls, toolOf } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenUnguarded: GoldenRule = {
  id: "GOLDEN_UNGUARDED",
  level: "error",
  purpose: "What a golden task expects a guardrail to confirm or deny, some guardrail can confirm or deny.",
  remedy: "Write the guardrail that is missing, or mend the expectation.",
  judge({ task, contract }) {
    const calls = expectedCalls(task).flatMap(({ list, pattern, path }) => {
      const decision = decisions.get(list);
      const tool = toolNamed(contract, toolOf(pattern));
      if (decision === undefined || tool === null) return [];
      if (contract.guardrails.some((rule) => rule.decision === decision && guardsTool(rule, tool))) return [];
      const message = `the task ${task.id} expects ${tool.name} to be ${list}, and no guardrail does that`;
      const hint = `the contract needs { id: …, tool: ${tool.name}, decision: ${decision} }`;
      return [{ path, message, hint, about: [list, tool.name] }];
    });
    const stops = [task.invariants.expect_stop_reason ?? []].flat();
    if (!stops.includes("needs_confirmation") || confirms(contract)) return calls;
    const message = `the task ${task.id} expects needs_confirmation, and no guardrail asks for one`;
    const hint = "the contract needs a guardrail with decision: confirm";
    return [...calls, { path: ["expect_stop_reason"], message, hint, about: ["needs_confirmation"] }];
  },
};

const decisions: ReadonlyMap<string, Decision> = new Map([
  ["confirmed", "confirm"],
  ["denied", "deny"],
]);

export function confirms({ guardrails }: Contract): boolean {
  return guardrails.some(({ decision }) => decision === "confirm");
}
