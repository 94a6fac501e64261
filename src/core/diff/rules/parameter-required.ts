import { type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, refusedCall, rowAbout } from "../schema/tell.ts";
import { consequence } from "../schema/words.ts";

export const parameterBecameRequired: Rule = {
  id: "PARAM_BECAME_REQUIRED",
  purpose: "An optional parameter must be given now.",
  incident: "Calls learned from the old definition were answered with an invalid-arguments error.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_BECAME_REQUIRED", "became required").map((told) => {
      const { diff, edit } = told;
      const harm = edit.kept.kind === "broken" ? "a call without it is refused" : consequence(edit.kept);
      return rowAbout(told, {
        message: `${diff.surface.name} demands ${edit.place}, which was optional: ${harm}`,
        severity: severity(levelOf(edit.kept), "safe", "safe"),
        wayOut: `keep ${edit.place} optional until open conversations have ended`,
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};

export const parameterBecameOptional: Rule = {
  id: "PARAM_BECAME_OPTIONAL",
  purpose: "A parameter need not be given any more.",
  incident: "The program behind the tool still demanded it, and failed on calls that left it out.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_BECAME_OPTIONAL", "became optional").map((told) => {
      const { diff, edit } = told;
      return rowAbout(told, {
        message: `${diff.surface.name} does not demand ${edit.place} any more`,
        severity: severity(levelOf(edit.kept), "safe", "dangerous"),
        wayOut: "widen the program that carries out the tool first, then the contract",
      });
    }),
};
