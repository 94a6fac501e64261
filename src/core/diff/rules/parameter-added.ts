import { type Rule, severity } from "../rule.ts";
import { isRequired, parameterChanges, withRequired } from "../parameter.ts";

export const parameterRequiredAdded: Rule = {
  id: "PARAM_REQUIRED_ADDED",
  purpose: "A tool demands a parameter that it did not have.",
  incident: "The first rule of every API differ: calls made from the old definition are refused.",
  judge({ after, changes }) {
    return parameterChanges(changes, "added")
      .filter((added) => isRequired(after, added))
      .map((added) => ({
        path: added.change.path,
        message: `${added.tool} demands the new parameter ${added.parameter}: a call as open conversations make it is refused`,
        severity: severity("breaking", "safe", "safe"),
        claims: withRequired(added, changes),
        wayOut: `make ${added.parameter} optional and fill it in where the tool is carried out`,
      }));
  },
};

export const parameterOptionalAdded: Rule = {
  id: "PARAM_OPTIONAL_ADDED",
  purpose: "A tool takes one more optional parameter.",
  incident: "The false alarm to avoid: schema registries called this edit breaking for years.",
  judge({ changes }) {
    return parameterChanges(changes, "added").map((added) => ({
      path: added.change.path,
      message: `${added.tool} takes the new optional parameter ${added.parameter}`,
      severity: severity("safe", "safe", "dangerous"),
      claims: [added.change],
      wayOut: "widen the program that carries out the tool first, then the contract",
    }));
  },
};
