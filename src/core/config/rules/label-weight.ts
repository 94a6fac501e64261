import { parseWeight } from "../../label/policy.ts";
import type { ConfigRule } from "../rule.ts";

export const labelWeight: ConfigRule = {
  id: "LABEL_WEIGHT",
  level: "law",
  purpose:
    "A share of sessions is counted in hundredths of a percent, so that the same session is in or out everywhere.",
  remedy: "Write 0 to 100 percent with two decimals at most: 5, 12.5, 33.33.",
  judge(_config, { labels }) {
    return Object.entries(labels).flatMap(([label, { ramp }]) => {
      if (ramp === undefined || parseWeight(String(ramp.weight)) !== null) return [];
      const message = `${ramp.weight} is no weight: it is 0 to 100 percent, with two decimals at most`;
      return [{ path: ["labels", label, "ramp", "weight"], message, hint: "write 5, 12.5 or 33.33" }];
    });
  },
};
