import type { ProjectRule } from "../project-rule.ts";

export const renamedFrom: ProjectRule<"contracts" | "unreadable"> = {
  id: "RENAMED_FROM",
  level: "error",
  purpose:
    "`renamed_from` names the contract that this one was: one that is there no more, and was nobody else's name.",
  remedy: "Write the old name; once the new one is released everywhere, take the line out.",
  judge({ contracts, unreadable }) {
    const there = new Set([...contracts.map(({ name }) => name), ...unreadable]);
    const heirs = new Map<string, string>();
    return contracts.flatMap(({ name, renamedFrom: old, subject }) => {
      if (old === null) return [];
      const heir = heirs.get(old);
      heirs.set(old, heir ?? name);
      const message =
        old === name
          ? `${old} cannot be renamed from itself`
          : there.has(old)
            ? `${name} says that it was ${old}, and ${old} is still there`
            : heir === undefined
              ? null
              : `${name} says that it was ${old}, and ${heir} says so too`;
      if (message === null) return [];
      const fault = { path: ["renamed_from"], message, hint: "take `renamed_from` out, or write the name it had" };
      return [{ subject, fault }];
    });
  },
};
