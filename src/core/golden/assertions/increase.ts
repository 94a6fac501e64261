import type { Assertion, Verdict } from "../verdict.ts";

export const increase: Assertion = {
  name: "max_increase",
  purpose: "A run does not use more than the base's run of the same task, beyond what is tolerated.",
  judge({ task }) {
    return Object.entries(task.invariants.max_increase ?? {}).map(([metric, tolerated]): Verdict => ({
      invariant: `max_increase.${metric}`,
      status: "not compared",
      expected: `at most ${tolerated} more than the base`,
      got: "there is no base run to compare with",
      turn: null,
    }));
  },
};
