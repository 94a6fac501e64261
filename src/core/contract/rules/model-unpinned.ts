import { snapshotAdvice } from "../../provider/limits/snapshot.ts";
import { providerCalled } from "../../provider/names.ts";
import type { ContractRule } from "../rule.ts";

export const modelUnpinned: ContractRule = {
  id: "MODEL_UNPINNED",
  level: "warning",
  purpose: "The model is named by a snapshot: an alias changes the agent without a change, a review or a golden task.",
  remedy: "Write the snapshot, and move to the next one as to any other change.",
  judge({ contract: { model } }) {
    const provider = providerCalled(model.provider);
    const advice = provider === null ? null : snapshotAdvice(provider, model);
    return advice === null
      ? []
      : [
          {
            path: ["model", "name"],
            message: advice.problem,
            hint: `write ${advice.pinned}, so that another model is a change that somebody reviews`,
            about: [model.name],
          },
        ];
  },
};
