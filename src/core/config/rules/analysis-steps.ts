import { parseWeight } from "../../label/policy.ts";
import type { ConfigRule } from "../rule.ts";

export const analysisSteps: ConfigRule = {
  id: "ANALYSIS_STEPS",
  level: "law",
  purpose: "A ramp only grows: a step that is not above the one before it would be passed over, or never left.",
  remedy: "Let the steps rise, from above 0 to 100 percent with two decimals at most: [5, 25, 50, 100].",
  judge(_config, { analysis: { steps } }) {
    const weights = steps.map((step) => (typeof step === "number" ? step : step.weight));
    return weights.flatMap((weight, at) => {
      const path = ["analysis", "steps", at, ...(typeof steps[at] === "number" ? [] : ["weight"])];
      if (parseWeight(String(weight)) === null) {
        const message = `${weight} is no weight: it is 0 to 100 percent, with two decimals at most`;
        return [{ path, message, hint: "write 5, 12.5 or 33.33" }];
      }
      const before = at === 0 ? 0 : (weights[at - 1] ?? 0);
      if (weight > before) return [];
      return [{ path, message: `step ${at + 1} (${weight} %) is not above ${before} %`, hint: "let the steps rise" }];
    });
  },
};
