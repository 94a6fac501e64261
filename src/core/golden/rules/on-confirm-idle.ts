import type { GoldenRule } from "../rule.ts";
import { confirms } from "./unguarded.ts";

export const goldenOnConfirmIdle: GoldenRule = {
  id: "GOLDEN_ON_CONFIRM_IDLE",
  level: "note",
  purpose: "`on_confirm` says what a person answers, where a guardrail of the contract asks one.",
  remedy: "Take it out; or write the guardrail that is missing.",
  judge({ task, contract }) {
    if (task.document["on_confirm"] === undefined || confirms(contract)) return [];
    const message = `the task ${task.id} says what a person answers, and ${contract.name} never asks one`;
    return [{ path: ["on_confirm"], message, hint: "take `on_confirm` out" }];
  },
};
