import type { ContractRule } from "../rule.ts";

export const guardNoTarget: ContractRule = {
  id: "GUARD_NO_TARGET",
  alone: true,
  level: "warning",
  purpose:
    "A guardrail says about which tools it speaks: one that names none speaks about every tool, looking up included.",
  remedy: "Write `tool` or `effect`; `effect: [read, write, destructive]` where every tool is meant.",
  judge({ written }) {
    return written.guardrails.flatMap(({ id, tool, effect }, index) =>
      tool !== undefined || (effect !== undefined && [effect].flat().length > 0)
        ? []
        : [
            {
              path: ["guardrails", index],
              message: `${id} names neither a tool nor an effect, so it speaks about every tool`,
              hint: "name the tool; where every tool is meant, write effect: [read, write, destructive]",
            },
          ],
    );
  },
};
