import { coreStopReasons } from "../../contract/stop-reasons.ts";
import { sayList } from "../../text.ts";
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
    if (!known.includes(answer.stop_reason)) {
      return [verdict("stop_reason", false, "a stop reason the contract knows", answer.stop_reason)];
    }
    if (expected === undefined) {
      return answer.stop_reason === "error" ? [verdict("stop_reason", false, "a run without an error", "error")] : [];
    }
    const allowed = [expected].flat();
    return [
      verdict("expect_stop_reason", allowed.includes(answer.stop_reason), sayList(allowed, "or"), answer.stop_reason),
    ];
  },
};
