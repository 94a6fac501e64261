import { type Rule, severity } from "../rule.ts";
import { inputOf, parameterChanges, withRequired } from "../parameter.ts";

export const parameterRemoved: Rule = {
  id: "PARAM_REMOVED",
  purpose: "A parameter is gone, and the tool refuses arguments that it does not know.",
  incident: "Arguments that were fine in the conversation so far are rejected.",
  judge({ after, changes }) {
    return parameterChanges(changes, "removed")
      .filter(({ tool }) => inputOf(after, tool)["additionalProperties"] === false)
      .map((removed) => ({
        path: removed.change.path,
        message: `${removed.tool} has no parameter ${removed.parameter} any more, and refuses calls that give it`,
        severity: severity("breaking", "safe", "safe"),
        claims: withRequired(removed, changes),
      }));
  },
};

export const parameterIgnored: Rule = {
  id: "PARAM_IGNORED",
  purpose: "A parameter is gone, and the tool accepts and ignores arguments that it does not know.",
  incident:
    "An argument that used to narrow a query was dropped in silence: the call succeeded and did something else.",
  judge({ changes }) {
    return parameterChanges(changes, "removed").map((removed) => ({
      path: removed.change.path,
      message: `${removed.tool} has no parameter ${removed.parameter} any more; calls that give it are accepted and it is ignored`,
      severity: severity("dangerous", "safe", "dangerous"),
      claims: withRequired(removed, changes),
    }));
  },
};
