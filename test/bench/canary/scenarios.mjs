import { kayentaStyle, ours, rankTest } from "./judges.mjs";
import { day, hour } from "./traffic.mjs";

const own = { "promptctl, default policy": () => ours() };
const judgesOf = (metric) => ({
  ...own,
  "promptctl, nothing more tolerated": () => ours({ strict: true }),
  "rank test at each look, runs": () => rankTest("runs", metric),
  "rank test at each look, sessions": () => rankTest("sessions", metric),
  "Kayenta-style, score below 75": () => kayentaStyle({ critical: false }),
  "Kayenta-style, all critical": () => kayentaStyle({ critical: true }),
});
const all = judgesOf("tokens");

/** 5 % on the first day, 25 % on the second one, 50 % on the third one, whatever anybody says of it. */
const threeDays = {
  days: 3,
  stages: 3,
  stageAt: (at) => ({ stage: Math.floor(at / day), weight: [0.05, 0.25, 0.5][Math.floor(at / day)] ?? 0.5 }),
};
/** What is not yet shown to be fine does not advance. */
const first = { days: 3, stages: 1, stageAt: () => ({ stage: 0, weight: 0.05 }) };
/** By day 5 % and 25 %, by night half: most of the canary's sessions are those of a night. */
const nights = {
  days: 1.5,
  stages: 3,
  night: 1.6,
  stageAt: (at) => ({
    stage: Math.floor(at / (12 * hour)),
    weight: [0.05, 0.5, 0.25][Math.floor(at / (12 * hour))] ?? 0.25,
  }),
};

export const scenarios = {
  "no difference": { ...threeDays, ramps: 120, judges: all },
  "tokens ×1.2, which is tolerated": { ...threeDays, tokens: 1.2, ramps: 60, judges: own },
  "tokens ×1.1": { ...first, tokens: 1.1, ramps: 40, judges: all },
  "tokens ×1.3": { ...first, tokens: 1.3, ramps: 40, judges: all },
  "tokens ×1.9": { ...first, tokens: 1.9, ramps: 100, judges: all },
  "tool calls ×2.7": { ...first, calls: 2.7, ramps: 100, judges: judgesOf("tool_calls") },
  "no difference, weights that change with day and night": {
    ...nights,
    ramps: 40,
    judges: {
      ...own,
      "the same, all stages in one": () => ours({ pooled: true }),
    },
  },
  "no difference, advancing by itself": {
    days: 14,
    stages: 3,
    stageAt: () => ({ stage: 0, weight: 0.05 }),
    advances: true,
    ramps: 24,
    judges: own,
  },
};
