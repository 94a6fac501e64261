import { shortJson } from "../../text.ts";
import { type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, refusedCall, rowAbout, type Told } from "../schema/tell.ts";
import { consequence, sayLimits, subjectOf } from "../schema/words.ts";

export const parameterConstraintTightened: Rule = {
  id: "PARAM_CONSTRAINT_TIGHTENED",
  purpose: "A parameter has to meet a condition that it did not have to meet.",
  incident:
    "The largest amount went from 500 to 100, and a conversation in the middle of a refund of 300 got an error.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_CONSTRAINT_TIGHTENED", "limits", "whole").map((told) => {
      const { diff, edit } = told;
      return rowAbout(told, {
        message: `${sayChange(told)}: ${consequence(edit.kept)}`,
        severity: severity(
          levelOf(edit.kept),
          "safe",
          edit.known.kind === "safe" || edit.kind === "whole" ? "safe" : "dangerous",
        ),
        wayOut: "tighten the program that carries out the tool only when open conversations have ended",
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};

export const parameterConstraintRelaxed: Rule = {
  id: "PARAM_CONSTRAINT_RELAXED",
  purpose: "A parameter need not meet a condition any more, or a wider one.",
  incident: "A longer text was allowed, and the column that it was written to cut it off.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_CONSTRAINT_RELAXED", "limits", "whole").map((told) =>
      rowAbout(told, {
        message: sayChange(told),
        severity: severity("safe", "safe", "dangerous"),
        wayOut: "widen the program that carries out the tool first, then the contract",
      }),
    ),
};

export const parameterDefaultChanged: Rule = {
  id: "PARAM_DEFAULT_CHANGED",
  purpose: "Where a call leaves a parameter out, something else is meant than before.",
  incident: "The default page went from 30 rows to 100, and every second answer was cut off.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_DEFAULT_CHANGED", "default").map((told) => {
      const { diff, edit } = told;
      const [was, is] = [edit.was, edit.is];
      const where = `a call of ${diff.surface.name} that leaves out ${edit.place || "its arguments"}`;
      const says =
        is === undefined
          ? `meant ${shortJson(was)}, and nothing is said of it any more`
          : `means ${shortJson(is)}, and ${was === undefined ? "nothing was said of it before" : `meant ${shortJson(was)}`}`;
      return rowAbout(told, {
        message: `${where} ${says}`,
        severity: severity("dangerous", "dangerous", "dangerous"),
        wayOut: "change what the tool does without it in the same release, or let the model always give it",
      });
    }),
};

function sayChange({ diff: { surface }, edit }: Told<"limits" | "whole">): string {
  const { name } = surface;
  if (edit.kind === "whole") return `${name} takes other arguments than before, by all changes of its schema together`;
  const subject = subjectOf(surface, edit.place);
  const [was, is] = [sayLimits(edit.was, "it"), sayLimits(edit.is, subject)];
  if (is === null) return `${name} does not want any more that ${sayLimits(edit.was, subject) ?? "something holds"}`;
  return was === null ? `${name} wants now that ${is}` : `${name} wants that ${is}, and wanted that ${was}`;
}
