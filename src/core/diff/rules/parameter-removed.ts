import { type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, refusedCall, rowAbout } from "../schema/tell.ts";
import { consequence } from "../schema/words.ts";

export const parameterRemoved: Rule = {
  id: "PARAM_REMOVED",
  purpose: "A parameter is gone, and the tool refuses calls that give it.",
  incident: "Arguments that were fine in the conversation so far are rejected.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_REMOVED", "field removed").map((told) => {
      const { diff, edit } = told;
      const harm = edit.kept.kind === "broken" ? "and refuses calls that give it" : `and ${consequence(edit.kept)}`;
      return rowAbout(told, {
        message: `${diff.surface.name} has no parameter ${edit.place} any more, ${harm}`,
        // A program that still demands it refuses every new call.
        severity: severity(levelOf(edit.kept), "safe", edit.isRequired ? "dangerous" : "safe"),
        wayOut: `keep ${edit.place} as an optional parameter that nothing is done with until open conversations have ended`,
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};

export const parameterIgnored: Rule = {
  id: "PARAM_IGNORED",
  purpose: "A parameter is gone, and the tool accepts and ignores arguments that it does not know.",
  incident:
    "An argument that used to narrow a query was dropped in silence: the call succeeded and did something else.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_IGNORED", "field removed").map((told) => {
      const { diff, edit } = told;
      return rowAbout(told, {
        message: `${diff.surface.name} has no parameter ${edit.place} any more; calls that give it are accepted and it is ignored`,
        severity: severity("dangerous", "safe", "dangerous"),
        wayOut: `keep ${edit.place} until open conversations have ended, or refuse it: \`additionalProperties: false\``,
      });
    }),
};

export const parameterRenamed: Rule = {
  id: "PARAM_RENAMED",
  purpose: "A parameter has another name.",
  incident:
    "order_number became order_id, and conversations that had called the tool before went on giving order_number.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_RENAMED", "field renamed").map((told) => {
      const { diff, edit } = told;
      const harm =
        edit.kept.kind === "safe"
          ? `calls that give ${edit.former} are accepted, and it is ignored`
          : edit.kept.kind === "broken"
            ? `calls as open conversations make them, with ${edit.former}, are refused`
            : consequence(edit.kept);
      return rowAbout(told, {
        message: `the parameter ${edit.former} of ${diff.surface.name} is called ${edit.place} now: ${harm}`,
        severity: severity(edit.kept.kind === "safe" ? "dangerous" : levelOf(edit.kept), "safe", "dangerous"),
        wayOut: `take ${edit.former} as well as ${edit.place} until open conversations have ended, and demand neither`,
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};
