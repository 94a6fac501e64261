import type { ConfigRule } from "../rule.ts";

export const rampShared: ConfigRule = {
  id: "RAMP_SHARED",
  level: "law",
  purpose: "A label has one canary at most: beside what it serves there is room for one other bundle.",
  remedy: "Give the second canary a label of its own to ramp on, or take its ramp out.",
  judge({ labels }) {
    const first = new Map<string, string>();
    return labels.flatMap(({ label, ramp }) => {
      if (ramp === null) return [];
      const taken = first.get(ramp.of);
      if (taken === undefined) {
        first.set(ramp.of, label);
        return [];
      }
      const message = `${ramp.of} has a canary already: ${taken}`;
      return [{ path: ["labels", label, "ramp", "of"], message, hint: "keep one of the two" }];
    });
  },
};
