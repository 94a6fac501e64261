import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const toolAliasRemoved: Rule = {
  id: "TOOL_ALIAS_REMOVED",
  purpose: "An old name of a tool is not answered any more.",
  incident: "Legacy aliases were removed while open conversations and scripts still used them.",
  judge({ changes }) {
    return changes.flatMap((change) =>
      change.kind === "removed" && isExactly(change.path, ["tools", "*", "aliases", "*"])
        ? {
            path: change.path,
            message: `${String(change.path[1])} does not answer to ${String(change.path[3])} any more`,
            severity: severity("breaking", "safe", "breaking"),
            claims: [change],
          }
        : [],
    );
  },
};

export const toolAliasAdded: Rule = {
  id: "TOOL_ALIAS_ADDED",
  purpose: "A tool answers to one more name.",
  incident: "None: the mirror of TOOL_ALIAS_REMOVED.",
  judge({ changes }) {
    return changes.flatMap((change) =>
      change.kind === "added" && isExactly(change.path, ["tools", "*", "aliases", "*"])
        ? {
            path: change.path,
            message: `${String(change.path[1])} answers to ${String(change.path[3])} too`,
            severity: severity("safe", "safe", "safe"),
            claims: [change],
          }
        : [],
    );
  },
};
