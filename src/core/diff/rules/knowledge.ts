import { isAt, isExactly } from "../change.ts";
import { valuesOf } from "../about.ts";
import { type Rule, severity, whereMoved } from "../rule.ts";

export const knowledgeChanged: Rule = {
  id: "KNOWLEDGE_CHANGED",
  purpose: "What the agent looks things up in has another version.",
  incident: "An index was built anew with other headings; the prompt told the agent to look under the old ones.",
  judge: ({ before, after, changes }) =>
    after.knowledge.flatMap(({ index, version }) => {
      const claims = changes.filter(({ path }) => path.length > 2 && isAt(path, ["knowledge", index]));
      const was = before.knowledge.find((one) => one.index === index);
      if (claims.length === 0 || was === undefined) return [];
      return {
        path: ["knowledge", index],
        message: `${index} has the version ${version} now, and had ${was.version}: the prompt was written and tested against the old one`,
        severity: severity("dangerous", "dangerous", "safe"),
        claims,
        wayOut: "run the golden tasks against the new version before this is released",
        about: [was.version, version],
      };
    }),
};

export const knowledgeAdded: Rule = {
  id: "KNOWLEDGE_ADDED",
  purpose: "The agent looks things up in one more index.",
  incident: "A second index answered first, and with drafts.",
  judge: (comparison) =>
    comparison.changes
      .filter(({ kind, path }) => kind === "added" && isExactly(path, ["knowledge", "*"]))
      .map((change) => ({
        path: change.path,
        message: `the agent works with one more index, ${String(change.path[1])}`,
        severity: severity(whereMoved(comparison, "dangerous"), "dangerous", "safe"),
        claims: [change],
        about: valuesOf(change),
      })),
};

export const knowledgeRemoved: Rule = {
  id: "KNOWLEDGE_REMOVED",
  purpose: "An index that the agent looked things up in is gone.",
  incident: "Open conversations went on quoting pages that could not be found any more.",
  judge: ({ changes }) =>
    changes
      .filter(({ kind, path }) => kind === "removed" && isExactly(path, ["knowledge", "*"]))
      .map((change) => ({
        path: change.path,
        message: `the agent does not work with ${String(change.path[1])} any more: what it knew from there it will make up, or not find`,
        severity: severity("dangerous", "dangerous", "safe"),
        claims: [change],
        about: valuesOf(change),
      })),
};
