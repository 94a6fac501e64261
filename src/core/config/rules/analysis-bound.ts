import type { ConfigRule } from "../rule.ts";

export const analysisBound: ConfigRule = {
  id: "ANALYSIS_BOUND",
  level: "law",
  purpose: "A metric that nobody bounded can neither pass nor fail, and would hold every ramp, or none.",
  remedy: "Say how much more of it is tolerated (`max_increase: 20%`), or how much less (`max_decrease: 5%`).",
  judge({ analysis: { metrics } }) {
    return metrics.flatMap(({ name, maxIncrease, maxDecrease }) => {
      if (maxIncrease !== null || maxDecrease !== null) return [];
      return [
        {
          path: ["analysis", "metrics", name],
          message: `${name} is bounded neither above nor below`,
          hint: "write max_increase: 20% or max_decrease: 5%",
        },
      ];
    });
  },
};
