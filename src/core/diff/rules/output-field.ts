import { type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, readingLevel, rowAbout, unknownValue } from "../schema/tell.ts";
import { partOf } from "../schema/words.ts";

const readersFirst = "teach what reads it to take both forms first, then release this";

export const outputFieldRemoved: Rule = {
  id: "OUTPUT_FIELD_REMOVED",
  purpose: "An answer or a result has no field of that name any more.",
  incident: "A dashboard showed an empty column for a week: nobody had told it that the field was gone.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_FIELD_REMOVED", "field removed").map((told) => {
      const { surface } = told.diff;
      const { edit } = told;
      const was = edit.isRequired ? "what reads it finds none" : "what waited for it waits in vain";
      return rowAbout(told, {
        message: `${partOf(surface, edit.place)} is gone: ${was}`,
        severity: severity(readingLevel(surface, "dangerous"), "safe", edit.isRequired ? "breaking" : "dangerous"),
        wayOut: `keep ${edit.name} until nothing reads it any more`,
        witness: unknownValue(surface, edit.known),
      });
    }),
};

export const outputFieldRenamed: Rule = {
  id: "OUTPUT_FIELD_RENAMED",
  purpose: "A field of an answer has another name.",
  incident: "total became total_amount, and the invoice said 0.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_FIELD_RENAMED", "field renamed").map((told) => {
      const { surface } = told.diff;
      const { edit } = told;
      return rowAbout(told, {
        message: `${partOf(surface, edit.former)} is called ${edit.place} now: nobody who looks for ${edit.former} finds it`,
        severity: severity(readingLevel(surface, "dangerous"), "safe", "breaking"),
        wayOut: readersFirst,
        witness: unknownValue(surface, edit.known),
      });
    }),
};

export const outputFieldAdded: Rule = {
  id: "OUTPUT_FIELD_ADDED",
  purpose: "An answer or a result has a field that it did not have.",
  incident: "A reader that refuses what it does not know stopped at the first answer with one field more.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_FIELD_ADDED", "field added").map((told) => {
      const { surface } = told.diff;
      const { edit } = told;
      const isRefused = surface.kind === "answer" && !surface.isTolerant;
      const reads = isRefused
        ? "what reads it is said to be strict, and refuses a field that it does not know"
        : edit.known.kind === "safe"
          ? "what reads it passes over it"
          : "what reads by the old schema may refuse it";
      return rowAbout(told, {
        message: `${partOf(surface, edit.place)} is new${edit.isRequired ? " and always there" : ""}: ${reads}`,
        severity: severity(
          readingLevel(surface, edit.isRequired ? "dangerous" : levelOf(edit.kept) === "safe" ? "safe" : "dangerous"),
          "safe",
          isRefused ? "breaking" : levelOf(edit.known),
        ),
        ...(isRefused || edit.known.kind !== "safe"
          ? { wayOut: "teach what reads it to pass over fields that it does not know, and say so: `readers: tolerant`" }
          : {}),
        witness: unknownValue(surface, edit.known),
      });
    }),
};

export const outputFieldBecameOptional: Rule = {
  id: "OUTPUT_FIELD_BECAME_OPTIONAL",
  purpose: "A field that was always there may be missing.",
  incident: "The order id was left out once in a hundred answers, and the program that read it fell over.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_FIELD_BECAME_OPTIONAL", "became optional").map((told) => {
      const { surface } = told.diff;
      const { edit } = told;
      return rowAbout(told, {
        message: `${partOf(surface, edit.place)} may be missing now, and was always there`,
        severity: severity("safe", "safe", levelOf(edit.known)),
        wayOut: `leave ${edit.name} required, and let it be null where there is nothing to say, once readers take that`,
        witness: unknownValue(surface, edit.known),
      });
    }),
};

export const outputFieldBecameRequired: Rule = {
  id: "OUTPUT_FIELD_BECAME_REQUIRED",
  purpose: "A field that could be missing is always there.",
  incident: "Answers stored last month had no such field, and could not be read again.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_FIELD_BECAME_REQUIRED", "became required").map((told) => {
      const { surface } = told.diff;
      const { edit } = told;
      return rowAbout(told, {
        message: `${partOf(surface, edit.place)} has to be there now, and could be missing: earlier ones may have none`,
        severity: severity(readingLevel(surface, levelOf(edit.kept) === "safe" ? "safe" : "dangerous"), "safe", "safe"),
      });
    }),
};

export const outputFieldOrderChanged: Rule = {
  id: "OUTPUT_FIELD_ORDER_CHANGED",
  purpose: "The fields of an answer are written in another order, and what is written first is thought of first.",
  incident: "The verdict moved before the reasons, and the reasons became excuses.",
  judge: (comparison) =>
    editsOf(comparison, "OUTPUT_FIELD_ORDER_CHANGED", "order").map((told) => {
      const { surface } = told.diff;
      const { edit } = told;
      return rowAbout(told, {
        message: `the fields of ${partOf(surface, edit.place, "whole")} are written in another order: ${edit.is.join(", ")}, and before ${edit.was.join(", ")}`,
        severity: severity("safe", "dangerous", "safe"),
        wayOut: "keep what the model has to think about before what follows from it",
      });
    }),
};
