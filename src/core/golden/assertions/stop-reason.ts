import type { Contract } from "../../contract/contract.ts";
import { coreStopReasons } from "../../contract/stop-reasons.ts";
import { clip, sayList } from "../../text.ts";
import type { AgentAnswer } from "../../run/record.ts";
import { lastTurn } from "../turns.ts";
import { type Assertion, type Verdict, verdict } from "../verdict.ts";

export const stopReason: Assertion = {
  name: "stop_reason",
  purpose: "The run ends for a reason the task expects, and always for one the contract knows.",
  judge({ task, contract, answer }) {
    const expected = task.invariants.expect_stop_reason;
    const say = (invariant: string, holds: boolean, what: string): readonly Verdict[] => [
      verdict(invariant, holds, what, got(answer), lastTurn(task, answer)),
    ];
    if (!isKnown(answer.stop_reason, contract)) return say("stop_reason", false, "a stop reason the contract knows");
    if (expected === undefined)
      return answer.stop_reason === "error" ? say("stop_reason", false, "a run without an error") : [];
    const allowed = [expected].flat();
    return say("expect_stop_reason", allowed.includes(answer.stop_reason), sayList(allowed, "or"));
  },
};

function isKnown(reason: string, { stop_reasons, tools }: Contract): boolean {
  const core: readonly string[] = coreStopReasons;
  return (
    core.includes(reason) || stop_reasons.includes(reason) || tools.some(({ stop_reason }) => stop_reason === reason)
  );
}

/** With the provider's own word, where that says more. */
function got({ stop_reason, stop_reason_raw }: AgentAnswer): string {
  const raw = stop_reason_raw ?? stop_reason;
  return raw === stop_reason ? clip(stop_reason) : `${clip(stop_reason)} (${clip(raw)})`;
}
