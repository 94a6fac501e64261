import { didYouMean } from "../../nearest.ts";
import { coreStopReasons } from "../../contract/stop-reasons.ts";
import { sayList } from "../../text.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenStopReason: GoldenRule = {
  id: "GOLDEN_STOP_REASON",
  level: "law",
  purpose: "A golden task expects a stop reason that a run of the contract can end with.",
  remedy: "Write a stop reason of the fixed core, or one that the contract lists under `stop_reasons`.",
  judge({ task, contract }) {
    const known = [...coreStopReasons, ...contract.stop_reasons];
    return [task.invariants.expect_stop_reason ?? []]
      .flat()
      .filter((reason) => !known.includes(reason))
      .map((reason) => ({
        path: ["expect_stop_reason"],
        message: `the task ${task.id} expects ${reason}, and no run can end so`,
        hint: didYouMean(reason, known) ?? `a run ends with ${sayList(known, "or")}`,
        about: [reason],
      }));
  },
};
