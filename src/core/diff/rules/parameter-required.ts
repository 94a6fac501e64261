import { type Rule, severity } from "../rule.ts";
import { hasParameter, requiredChanges } from "../parameter.ts";

export const parameterBecameRequired: Rule = {
  id: "PARAM_BECAME_REQUIRED",
  purpose: "An optional parameter must be given now.",
  incident: "Calls learned from the old definition were answered with an invalid-arguments error.",
  judge({ before, changes }) {
    return requiredChanges(changes, "added")
      .filter((made) => hasParameter(before, made))
      .map((made) => ({
        path: made.change.path,
        message: `${made.tool} demands ${made.parameter}, which was optional: a call without it is refused`,
        severity: severity("breaking", "safe", "safe"),
        claims: [made.change],
        wayOut: `keep ${made.parameter} optional until open conversations have ended`,
      }));
  },
};

export const parameterBecameOptional: Rule = {
  id: "PARAM_BECAME_OPTIONAL",
  purpose: "A parameter need not be given any more.",
  incident: "The program behind the tool still demanded it, and failed on calls that left it out.",
  judge({ after, changes }) {
    return requiredChanges(changes, "removed")
      .filter((made) => hasParameter(after, made))
      .map((made) => ({
        path: made.change.path,
        message: `${made.tool} does not demand ${made.parameter} any more`,
        severity: severity("safe", "safe", "dangerous"),
        claims: [made.change],
        wayOut: "widen the program that carries out the tool first, then the contract",
      }));
  },
};
