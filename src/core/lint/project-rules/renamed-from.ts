import { type ProjectRule, subjectOfContract } from "../project-rule.ts";

export const renamedFrom: ProjectRule<"drafts" | "unreadable"> = {
  id: "RENAMED_FROM",
  level: "error",
  purpose:
    "`renamed_from` names the contract that this one was: one that is there no more, and was nobody else's name.",
  remedy: "Write the old name; once the new one is released everywhere, take the line out.",
  judge({ drafts, unreadable }) {
    const there = new Set([...drafts.map(({ authored }) => authored.contract.name), ...unreadable]);
    const heirs = new Map<string, string>();
    return drafts.flatMap((draft) => {
      const { contract, renamedFrom: old } = draft.authored;
      if (old === null) return [];
      const heir = heirs.get(old);
      heirs.set(old, heir ?? contract.name);
      const message =
        old === contract.name
          ? `${old} cannot be renamed from itself`
          : there.has(old)
            ? `${contract.name} says that it was ${old}, and ${old} is still there`
            : heir === undefined
              ? null
              : `${contract.name} says that it was ${old}, and ${heir} says so too`;
      if (message === null) return [];
      const fault = { path: ["renamed_from"], message, hint: "take `renamed_from` out, or write the name it had" };
      return [{ subject: subjectOfContract(draft), fault }];
    });
  },
};
