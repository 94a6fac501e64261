import type { ContractRule } from "../rule.ts";

export const stopReasonUnlisted: ContractRule = {
  id: "STOP_REASON_UNLISTED",
  level: "law",
  purpose: "A tool ends a run with a stop reason that the contract lists: readers of run records know them all.",
  remedy: "Add the stop reason to `stop_reasons`.",
  judge({ contract }) {
    return contract.tools.flatMap(({ name, stop_reason }, index) =>
      stop_reason === null || contract.stop_reasons.includes(stop_reason)
        ? []
        : [
            {
              path: ["tools", index, "stop_reason"],
              message: `${name} ends the run with ${stop_reason}, which the contract does not list`,
              hint: `add it: stop_reasons: [${[...contract.stop_reasons, stop_reason].join(", ")}]`,
            },
          ],
    );
  },
};
