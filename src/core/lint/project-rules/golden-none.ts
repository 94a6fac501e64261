import type { ProjectRule } from "../project-rule.ts";
import { tasksByContract } from "../tasks-by-contract.ts";
import { isGlobEmpty } from "./glob-empty.ts";

export const goldenNone: ProjectRule<"contracts" | "goldens" | "settings"> = {
  id: "GOLDEN_NONE",
  level: "warning",
  purpose: "A contract has golden tasks: without one, nothing shows what it does, or what a change to it broke.",
  remedy: "Write a first one in goldens/<contract>/: what a user says, what the tools return, what must be true then.",
  judge(project) {
    if (isGlobEmpty(project)) return [];
    const tasks = tasksByContract(project.goldens);
    return project.contracts.flatMap(({ name, subject }) => {
      const { golden, security, unread } = tasks(name);
      if (golden > 0 || unread) return [];
      const message =
        security === 0 ? `${name} has no golden task` : `${name} has golden tasks tagged security, and no other`;
      const fault = { path: ["contract"], message, hint: `write a first one in goldens/${name}/` };
      return [{ subject, fault }];
    });
  },
};
