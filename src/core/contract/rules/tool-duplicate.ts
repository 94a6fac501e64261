import type { ContractRule } from "../rule.ts";

export const toolDuplicate: ContractRule = {
  id: "TOOL_DUPLICATE",
  level: "law",
  purpose: "Every name is answered by one tool: names and aliases do not collide.",
  remedy: "Rename one of the tools, or take the alias out.",
  judge({ contract }) {
    const seen = new Map<string, string>();
    return contract.tools.flatMap(({ name, aliases }, index) =>
      [name, ...aliases].flatMap((answered) => {
        const other = seen.get(answered);
        seen.set(answered, name);
        return other === undefined
          ? []
          : [
              {
                path: ["tools", index],
                message: `${answered} is answered by ${other} already`,
                hint: "rename one of them",
              },
            ];
      }),
    );
  },
};

export const guardrailDuplicate: ContractRule = {
  id: "GUARD_DUPLICATE",
  level: "law",
  purpose: "A guardrail has an id of its own: decisions are logged by it.",
  remedy: "Give each guardrail an id of its own.",
  judge({ written }) {
    const seen = new Set<string>();
    return written.guardrails.flatMap(({ id }, index) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [
        {
          path: ["guardrails", index, "id"],
          message: `there is a guardrail ${id} already`,
          hint: "give it another id",
        },
      ];
    });
  },
};
