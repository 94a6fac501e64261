import { coreStopReasons } from "../../contract/stop-reasons.ts";
import { clip, sayList } from "../../text.ts";
import type { AgentAnswer } from "../../run/record.ts";
import { lastTurn } from "../turns.ts";
import { type Assertion, verdict } from "../verdict.ts";

export const stopReason: Assertion = {
  name: "stop_reason",
  purpose: "The run ends for a reason the task expects, and always for one the contract knows.",
  judge({ task, contract, answer }) {
    const known = [
      ...coreStopReasons,
      ...contract.stop_reasons,
      ...contract.tools.flatMap((tool) => tool.stop_reason ?? []),
    ];
    const expected = task.invariants.expect_stop_reason;
    const turn = lastTurn(task, answer);
    if (!known.includes(answer.stop_reason)) {
      return [verdict("stop_reason", false, "a stop reason the contract knows", got(answer), turn)];
    }
    if (expected === undefined) {
      return answer.stop_reason === "error"
        ? [verdict("stop_reason", false, "a run without an error", got(answer), turn)]
        : [];
    }
    const allowed = [expected].flat();
    return [
      verdict("expect_stop_reason", allowed.includes(answer.stop_reason), sayList(allowed, "or"), got(answer), turn),
    ];
  },
};

/** With the provider's own word, where that says more. */
function got({ stop_reason, stop_reason_raw }: AgentAnswer): string {
  const raw = stop_reason_raw ?? stop_reason;
  return raw === stop_reason ? clip(stop_reason) : `${clip(stop_reason)} (${clip(raw)})`;
}
