import type { ContractRule } from "../rule.ts";

export const effectUnsaid: ContractRule = {
  id: "EFFECT_UNSAID",
  alone: true,
  level: "warning",
  purpose: "Every tool says what it can do to the world: read, write or destructive.",
  remedy:
    "Write `effect: read` for a tool that only looks something up, `write` for one that changes something, `destructive` for one that cannot be taken back.",
  judge({ written }) {
    return written.tools.flatMap(({ name, effect }, index) =>
      effect === undefined
        ? [
            {
              path: ["tools", index],
              message: `${name} does not say its effect, so it counts as destructive`,
              hint: "write `effect: read`, `write` or `destructive`",
            },
          ]
        : [],
    );
  },
};
