import { answersTo } from "../../contract/contract.ts";
import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const toolRenamed: Rule = {
  id: "TOOL_RENAMED",
  purpose: "A tool has another name, and the old name is not answered any more.",
  incident:
    "A renamed tool broke allow-lists and sub-agents that still called the old name; the model explained the error away.",
  judge({ after, changes }) {
    return changes.flatMap((change) => {
      if (change.kind !== "renamed") return [];
      const tool = after.tools.find(({ name }) => name === change.after);
      if (tool === undefined || answersTo(tool, change.before)) return [];
      return {
        path: change.path,
        message: `the tool ${change.before} is called ${change.after} now: an open conversation that calls ${change.before} gets an error, and the model may report success all the same`,
        severity: severity("breaking", "safe", "breaking"),
        claims: [change],
        wayOut: `keep answering the old name: add \`aliases: [${change.before}]\` to ${change.after}`,
      };
    });
  },
};

export const toolRenamedWithAlias: Rule = {
  id: "TOOL_RENAMED_WITH_ALIAS",
  purpose: "A tool has another name, and the old name is still answered.",
  incident:
    "The way to rename a tool that users of tool servers ask for: the old name keeps working until nobody calls it.",
  judge({ changes }) {
    return changes.flatMap((change) => {
      if (change.kind !== "renamed") return [];
      const alias = changes.filter(({ path }) => isExactly(path, ["tools", change.after, "aliases", change.before]));
      return {
        path: change.path,
        message: `the tool ${change.before} is called ${change.after} now, and still answers to ${change.before}`,
        severity: severity("safe", "safe", "dangerous"),
        claims: [change, ...alias],
      };
    });
  },
};
