import { shortJson } from "../../text.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, readingLevel, rowAbout, type Told, unknownValue } from "../schema/tell.ts";
import { valuesMissing } from "../schema/values.ts";
import { partOf, sayLimits, sayValues, subjectOf } from "../schema/words.ts";

export const outputShapeReplaced: Rule = {
  id: "OUTPUT_SHAPE_REPLACED",
  purpose: "What was one kind of value is another kind: no value is right for both.",
  incident: "A list of one became the one itself, and every program that read it looked for its length.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_SHAPE_REPLACED", "type").map((told) => {
      const { diff, edit } = told;
      return rowAbout(told, {
        message: `${sayType(told)}: no value is right for both`,
        severity: severity(readingLevel(diff.surface, levelOf(edit.kept)), "safe", levelOf(edit.known)),
        wayOut: "give it another name beside the old one, until nothing reads the old one any more",
        witness: unknownValue(diff.surface, edit.known),
      });
    }),
};

export const outputTypeWidened: Rule = {
  id: "OUTPUT_TYPE_WIDENED",
  purpose: "An answer may hold another kind of value than before.",
  incident: "A price could be null now, and the first null stopped the nightly run.",
  judge: (comparison) => editsOf(comparison, "OUTPUT_TYPE_WIDENED", "type").map((told) => widened(told, sayType(told))),
};

export const outputTypeNarrowed: Rule = {
  id: "OUTPUT_TYPE_NARROWED",
  purpose: "An answer or a result does not hold some kind of value any more.",
  incident: "None of it broke at once: answers stored before did not fit the new schema when they were read again.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_TYPE_NARROWED", "type").map((told) => narrowed(told, sayType(told), "safe")),
};

export const outputEnumWidened: Rule = {
  id: "OUTPUT_ENUM_WIDENED",
  purpose: "An answer may hold a value that it could not hold.",
  incident: "One new value in an enum failed whole responses in three client libraries.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_ENUM_WIDENED", "values").map((told) => widened(told, sayListed(told))),
};

export const outputEnumNarrowed: Rule = {
  id: "OUTPUT_ENUM_NARROWED",
  purpose: "A value that an answer or a result could hold is not given any more.",
  incident:
    "The label urgent was gone; conversations repeated it, and the branch that waited for it was never taken again.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_ENUM_NARROWED", "values").map((told) => {
      const row = narrowed(told, sayListed(told), "dangerous");
      const isAnswer = told.diff.surface.kind === "answer";
      return { ...row, severity: { ...row.severity, newSessions: isAnswer ? "dangerous" : "safe" } };
    }),
};

export const outputConstraintRelaxed: Rule = {
  id: "OUTPUT_CONSTRAINT_RELAXED",
  purpose: "An answer need not meet a condition any more that it met.",
  incident: "A title could be longer, and the column that it was stored in could not.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_CONSTRAINT_RELAXED", "limits", "whole").map((told) => widened(told, sayLimit(told))),
};

export const outputConstraintTightened: Rule = {
  id: "OUTPUT_CONSTRAINT_TIGHTENED",
  purpose: "An answer or a result meets a condition that it did not have to meet.",
  incident: "Summaries had to be shorter, and one in five was refused and asked for again.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_CONSTRAINT_TIGHTENED", "limits", "whole").map((told) => {
      const row = narrowed(told, sayLimit(told), "safe");
      const isAnswer = told.diff.surface.kind === "answer";
      return { ...row, severity: { ...row.severity, newSessions: isAnswer ? "dangerous" : "safe" } };
    }),
};

export const outputObjectClosed: Rule = {
  id: "OUTPUT_OBJECT_CLOSED",
  purpose: "An answer or a result has only the fields that are named, and could have others.",
  incident: "Old answers held a note that no schema had named, and did not fit when they were read again.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_OBJECT_CLOSED", "closed").map((told) => {
      const { surface } = told.diff;
      return rowAbout(told, {
        message: `${partOf(surface, told.edit.place, "whole")} has only the fields that are named, and could have others`,
        severity: severity(readingLevel(surface, "dangerous"), "safe", "safe"),
      });
    }),
};

export const outputObjectOpened: Rule = {
  id: "OUTPUT_OBJECT_OPENED",
  purpose: "An answer or a result may have fields that nobody named.",
  incident: "A reader that refuses what it does not know met a field that the model had made up.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_OBJECT_OPENED", "opened").map((told) => {
      const { surface } = told.diff;
      const level = surface.isTolerant ? "safe" : surface.kind === "answer" ? "breaking" : "dangerous";
      return rowAbout(told, {
        message: `${partOf(surface, told.edit.place, "whole")} may have fields that nobody named, and could not before`,
        severity: severity("safe", "safe", level),
        wayOut: "keep `additionalProperties: false`, or name the fields that may come",
      });
    }),
};

export const outputDefaultChanged: Rule = {
  id: "OUTPUT_DEFAULT_CHANGED",
  purpose: "Where an answer leaves something out, something else is meant than before.",
  incident: "No currency had meant dollars; now it meant euros, and nothing else said so.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_DEFAULT_CHANGED", "default").map((told) => {
      const { was, is } = told.edit;
      const now = is === undefined ? "nothing is said of it any more" : `${shortJson(is)} is meant`;
      const before = was === undefined ? "nothing was said of it" : `${shortJson(was)} was meant`;
      return rowAbout(told, {
        message: `where ${partOf(told.diff.surface, told.edit.place, "whole")} is left out, ${now}, and before, ${before}`,
        severity: severity("dangerous", "dangerous", "dangerous"),
      });
    }),
};

type Valued = Told<"type"> | Told<"values"> | Told<"limits" | "whole">;

function widened(told: Valued, says: string): Judgement {
  const { surface } = told.diff;
  const isNarrower = told.edit.mayNarrow && told.edit.kept.kind !== "safe";
  return rowAbout(told, {
    message: `${says}: ${told.edit.known.kind === "broken" ? "what reads by the old schema refuses it" : "it is not proven that what reads by the old schema takes it"}`,
    severity: severity(readingLevel(surface, isNarrower ? "dangerous" : "safe"), "safe", levelOf(told.edit.known)),
    wayOut: "teach what reads it to take the new form first, then release this",
    witness: unknownValue(surface, told.edit.known),
  });
}

/** What was written before may not fit any more: history that is imitated, answers that are stored. */
function narrowed(told: Valued, says: string, downstream: "safe" | "dangerous"): Judgement {
  return rowAbout(told, {
    message: says,
    severity: severity(readingLevel(told.diff.surface, "dangerous"), "safe", downstream),
  });
}

function sayType({ diff: { surface }, edit }: Told<"type">): string {
  const whole = partOf(surface, edit.place, "whole");
  return edit.was.says === edit.is.says
    ? `${whole} has another form than before`
    : `${whole} is ${edit.is.says} now, and was ${edit.was.says}`;
}

function sayListed({ diff: { surface }, edit: { was, is, place } }: Told<"values">): string {
  const whole = partOf(surface, place, "whole");
  if (was === null) return `${whole} is only ${sayValues(is ?? [])} now, and could be something else`;
  if (is === null) return `${whole} may be something else than ${sayValues(was)} now`;
  const [gone, come] = [valuesMissing(was, is), valuesMissing(is, was)];
  const said = [
    ...(come.length === 0 ? [] : [`may be ${sayValues(come)} now`]),
    ...(gone.length === 0 ? [] : [`is never ${sayValues(gone)} any more`]),
  ];
  return `${whole} ${said.join(", and ")}`;
}

function sayLimit({ diff: { surface }, edit }: Told<"limits" | "whole">): string {
  const subject = subjectOf(surface, edit.place);
  if (edit.kind === "whole") return `${subject} is another one than before, by all changes of its schema together`;
  const [was, is] = [sayLimits(edit.was, "it"), sayLimits(edit.is, subject)];
  if (is === null) return `the schema does not want any more that ${sayLimits(edit.was, subject) ?? "something holds"}`;
  return was === null ? `the schema wants now that ${is}` : `the schema wants that ${is}, and wanted that ${was}`;
}
