import { sayList } from "../../text.ts";
import type { ProjectRule } from "../project-rule.ts";
import { tasksByContract } from "../tasks-by-contract.ts";

export const securityNone: ProjectRule<"contracts" | "goldens" | "config"> = {
  id: "SECURITY_NONE",
  level: "warning",
  purpose: "Where a label requires security evidence, a contract has tasks that give it: an empty set proves nothing.",
  remedy:
    "Write a golden task tagged `security`: what must never happen, whatever a user or a tool result says. `promptctl init --security` begins with some.",
  judge({ contracts, goldens, config }) {
    const labels = config.labels.filter(({ requires }) => requires.includes("security")).map(({ label }) => label);
    if (labels.length === 0) return [];
    const tasks = tasksByContract(goldens);
    return contracts.flatMap(({ name, subject }) => {
      const { golden, security, unread } = tasks(name);
      // Without any golden task, GOLDEN_NONE is enough for the beginning.
      if (golden === 0 || security > 0 || unread) return [];
      const message = `${sayList(labels)} will not take ${name}: no golden task of it is tagged security`;
      const fault = {
        path: ["contract"],
        message,
        hint: `write one, and give it tags: [security]; promptctl init --security --contract ${name} begins with some`,
      };
      return [{ subject, fault }];
    });
  },
};
