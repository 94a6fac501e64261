import { isJsonObject } from "../../json.ts";
import { sayLiteral } from "../../schema/words/literal.ts";
import { type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, refusedCall, rowAbout } from "../schema/tell.ts";
import { consequence } from "../schema/words.ts";

export const parameterRequiredAdded: Rule = {
  id: "PARAM_REQUIRED_ADDED",
  purpose: "A tool demands a parameter that it did not have.",
  incident: "The first rule of every API differ: calls made from the old definition are refused.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_REQUIRED_ADDED", "field added").map((told) => {
      const { diff, edit } = told;
      const harm =
        edit.kept.kind === "broken" ? "a call as open conversations make it is refused" : consequence(edit.kept);
      return rowAbout(told, {
        message: `${diff.surface.name} demands the new parameter ${edit.place}: ${harm}`,
        severity: severity(levelOf(edit.kept), "safe", "safe"),
        wayOut: `make ${edit.place} optional and fill it in where the tool is carried out`,
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};

export const parameterRequiredWithDefault: Rule = {
  id: "PARAM_REQUIRED_WITH_DEFAULT",
  purpose: "A tool demands a parameter that has a default: whoever checks a call before filling it in refuses it.",
  incident:
    "One service filled in defaults before it checked, the next one after: the same call passed here and failed there.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_REQUIRED_WITH_DEFAULT", "field added", "became required").map((told) => {
      const { diff, edit } = told;
      const standard = isJsonObject(edit.schema) ? (edit.schema["default"] ?? null) : null;
      const news =
        edit.kind === "field added" ? `the new parameter ${edit.place}` : `${edit.place}, which was optional`;
      return rowAbout(told, {
        message: `${diff.surface.name} demands ${news}, and names ${sayLiteral(standard)} as what is meant without it: a call without it passes only where that is filled in before the call is checked`,
        severity: severity(edit.kept.kind === "safe" ? "safe" : "dangerous", "safe", "safe"),
        wayOut: `leave ${edit.place} optional: a default says the same, and refuses nobody`,
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};

export const parameterOptionalAdded: Rule = {
  id: "PARAM_OPTIONAL_ADDED",
  purpose: "A tool takes one more optional parameter.",
  incident: "The false alarm to avoid: schema registries called this edit breaking for years.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_OPTIONAL_ADDED", "field added").map((told) => {
      const { diff, edit } = told;
      const taken = edit.kept.kind === "broken" ? "other values could be given under that name, and " : "";
      const harm = edit.kept.kind === "safe" ? "" : `; ${taken}${consequence(edit.kept)}`;
      return rowAbout(told, {
        message: `${diff.surface.name} takes the new optional parameter ${edit.place}${harm}`,
        severity: severity(levelOf(edit.kept), "safe", "dangerous"),
        wayOut: "widen the program that carries out the tool first, then the contract",
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};
