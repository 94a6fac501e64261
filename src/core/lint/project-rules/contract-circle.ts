import { circlesIn } from "../../circle.ts";
import { type ProjectRule, subjectOfContract } from "../project-rule.ts";

export const contractCircle: ProjectRule<"drafts"> = {
  id: "CONTRACT_CIRCLE",
  level: "error",
  purpose:
    "Contracts call one another in one direction: agents that call each other in a circle can spend without an end.",
  remedy: "Take one of the tools out; if they do have to call each other, waive this and bound every one by `budgets`.",
  judge({ drafts }) {
    const byName = new Map(drafts.map((draft) => [draft.authored.contract.name, draft]));
    const next = new Map(
      drafts.map(({ authored: { contract } }) => [
        contract.name,
        contract.tools.flatMap((tool) => tool.contract ?? []),
      ]),
    );
    return circlesIn(next).flatMap((circle) => {
      const [first = "", second = first] = circle;
      const draft = byName.get(first);
      if (draft === undefined) return [];
      const index = draft.authored.contract.tools.findIndex(({ contract }) => contract === second);
      const message =
        circle.length === 1 ? `${first} calls itself` : `these call each other: ${[...circle, first].join(" → ")}`;
      const fault = { path: ["tools", index, "contract"], message, hint: "take one of the tools out", about: circle };
      return [{ subject: subjectOfContract(draft), fault }];
    });
  },
};
