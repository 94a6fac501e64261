import { circlesIn } from "../../circle.ts";
import type { ProjectRule } from "../project-rule.ts";

export const contractCircle: ProjectRule<"contracts"> = {
  id: "CONTRACT_CIRCLE",
  level: "error",
  purpose:
    "Contracts call one another in one direction: agents that call each other in a circle can spend without an end.",
  remedy: "Take one of the tools out; if they do have to call each other, waive this and bound every one by `budgets`.",
  judge({ contracts }) {
    const byName = new Map(contracts.map((contract) => [contract.name, contract]));
    const next = new Map(contracts.map(({ name, calls }) => [name, calls.map(({ contract }) => contract)]));
    return circlesIn(next).flatMap((circle) => {
      const [first = "", second = first] = circle;
      const caller = byName.get(first);
      const call = caller?.calls.find(({ contract }) => contract === second);
      if (caller === undefined || call === undefined) return [];
      const message =
        circle.length === 1 ? `${first} calls itself` : `these call each other: ${[...circle, first].join(" → ")}`;
      const fault = { path: call.path, message, hint: "take one of the tools out", about: circle };
      return [{ subject: caller.subject, fault }];
    });
  },
};
