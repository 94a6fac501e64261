import type { ConfigRule } from "../rule.ts";

export const rampChain: ConfigRule = {
  id: "RAMP_CHAIN",
  level: "law",
  purpose:
    "A canary takes its sessions from a label that is itself nobody's canary: a session is in one of two groups.",
  remedy: "Let the label ramp on the last one of the row, the one that is no canary.",
  judge({ labels }) {
    const ramps = new Map(labels.map(({ label, ramp }) => [label, ramp?.of ?? null]));
    return labels.flatMap(({ label, ramp }) => {
      const beyond = ramp === null || ramp.of === label ? null : (ramps.get(ramp.of) ?? null);
      if (ramp === null || beyond === null) return [];
      return [
        {
          path: ["labels", label, "ramp", "of"],
          message: `${label} ramps on ${ramp.of}, which ramps on ${beyond} itself`,
          hint: beyond === label ? `take the ramp out of one of the two` : `write ramp: { of: ${beyond}, … }`,
        },
      ];
    });
  },
};
