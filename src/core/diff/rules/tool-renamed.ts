import { answersTo } from "../../contract/contract.ts";
import { type Change, isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";
import { nameFollowed } from "../text/renamed.ts";

export const toolRenamed: Rule = {
  id: "TOOL_RENAMED",
  purpose: "A tool has another name, and the old name is not answered any more.",
  incident:
    "A renamed tool broke allow-lists and sub-agents that still called the old name; the model explained the error away.",
  judge({ after, changes, renames }) {
    return changes.flatMap((change) => {
      if (change.kind !== "renamed") return [];
      const tool = after.tools.find(({ name }) => name === change.after);
      if (tool === undefined || answersTo(tool, change.before)) return [];
      return {
        path: change.path,
        message: `the tool ${change.before} is called ${change.after} now: an open conversation that calls ${change.before} gets an error, and the model may report success all the same`,
        severity: severity("breaking", "safe", "breaking"),
        claims: [change, ...echoesOf(change, changes), ...textsThatFollow(change, changes, renames)],
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
  judge({ changes, renames }) {
    return changes.flatMap((change) => {
      if (change.kind !== "renamed") return [];
      const alias = changes.filter(({ path }) => isExactly(path, ["tools", change.after, "aliases", change.before]));
      return {
        path: change.path,
        message: `the tool ${change.before} is called ${change.after} now, and still answers to ${change.before}`,
        severity: severity("safe", "safe", "dangerous"),
        claims: [change, ...alias, ...echoesOf(change, changes), ...textsThatFollow(change, changes, renames)],
      };
    });
  },
};

/** The rest of the contract following the new name: one cause, one finding. */
function echoesOf({ before, after }: Change & { kind: "renamed" }, changes: readonly Change[]): readonly Change[] {
  const followed = new Set([before, after]);
  return changes.filter((change) => {
    const { path } = change;
    const [section, , field, name] = path;
    if (isExactly(path, ["guardrails", "*", "tool"]))
      return change.kind === "changed" && change.before === before && change.after === after;
    const isEntry =
      (section === "guardrails" && field === "unless_called" && path.length === 4) ||
      isExactly(path, ["budgets", "max_calls_per_tool", "*"]);
    const entry = String(section === "guardrails" ? name : field);
    return isEntry && followed.has(entry) && hasTwin(change, changes);
  });
}

/** Texts in which the new name took the place of the old one, and nothing else changed. */
function textsThatFollow(
  { before: old }: Change & { kind: "renamed" },
  changes: readonly Change[],
  renames: ReadonlyMap<string, string>,
): readonly Change[] {
  return changes.filter((change) => {
    const isText = change.kind === "edited" || (change.kind === "changed" && change.path.at(-1) === "description");
    if (!isText || typeof change.before !== "string" || typeof change.after !== "string") return false;
    return nameFollowed(change.before, change.after, renames) === old;
  });
}

/** The old name went and the new one came at the same place, with the same value. */
function hasTwin(change: Change, changes: readonly Change[]): boolean {
  const place = change.path.slice(0, -1).join("/");
  return changes.some(
    (other) =>
      other !== change &&
      other.path.slice(0, -1).join("/") === place &&
      ((change.kind === "removed" &&
        other.kind === "added" &&
        (typeof change.before === "string" || change.before === other.after)) ||
        (change.kind === "added" &&
          other.kind === "removed" &&
          (typeof change.after === "string" || change.after === other.before))),
  );
}
