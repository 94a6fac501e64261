import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const toolRemoved: Rule = {
  id: "TOOL_REMOVED",
  purpose: "A tool is gone, and no other tool takes its place.",
  incident:
    "A release dropped seven tools: calls failed in the middle of conversations, and providers refused histories that still named them.",
  judge({ changes }) {
    return changes.flatMap((change) =>
      change.kind === "removed" && isExactly(change.path, ["tools", "*"])
        ? {
            path: change.path,
            message: `the tool ${String(change.path[1])} is gone: an open conversation that calls it gets an error`,
            severity: severity("breaking", "safe", "dangerous"),
            claims: [change],
            wayOut: "let open conversations end first, or keep the tool until they have",
          }
        : [],
    );
  },
};

export const toolAdded: Rule = {
  id: "TOOL_ADDED",
  purpose: "A tool is new.",
  incident: "None: the mirror of TOOL_REMOVED, so that a report says everything that changed.",
  judge({ after, changes }) {
    return changes.flatMap((change) => {
      if (change.kind !== "added" || !isExactly(change.path, ["tools", "*"])) return [];
      const name = String(change.path[1]);
      const effect = after.tools.find((tool) => tool.name === name)?.effect ?? "destructive";
      return {
        path: change.path,
        message: `the tool ${name} is new (${effect})`,
        severity: severity("safe", "safe", "safe"),
        claims: [change],
      };
    });
  },
};
