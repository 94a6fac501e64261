import type { ContractRule } from "../rule.ts";
import { coreStopReasons } from "../stop-reasons.ts";

export const stopReasonUnused: ContractRule = {
  id: "STOP_REASON_UNUSED",
  level: "warning",
  purpose: "Every stop reason that a contract adds is produced by a tool: readers of run records wait for it.",
  remedy: "Take it out of `stop_reasons`, or write it as the `stop_reason` of the tool that ends the run so.",
  judge({ contract, written }) {
    const produced = new Set(contract.tools.map(({ stop_reason }) => stop_reason));
    return written.stop_reasons.flatMap((reason, index) => {
      const path = ["stop_reasons", index];
      if ((coreStopReasons as readonly string[]).includes(reason)) {
        return [
          {
            path,
            message: `every run can end with ${reason}: it is one of the fixed stop reasons`,
            hint: "take it out of the list",
            about: [reason],
          },
        ];
      }
      if (produced.has(reason)) return [];
      return [
        {
          path,
          message: `no tool ends a run with ${reason}`,
          hint: `write \`stop_reason: ${reason}\` at the tool that does, or take it out of the list`,
          about: [reason],
        },
      ];
    });
  },
};
