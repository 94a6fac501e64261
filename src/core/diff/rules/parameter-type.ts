import { type Judgement, type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, refusedCall, rowAbout, type Told } from "../schema/tell.ts";
import { valuesMissing } from "../schema/values.ts";
import { consequence, sayValues } from "../schema/words.ts";

export const parameterTypeNarrowed: Rule = {
  id: "PARAM_TYPE_NARROWED",
  purpose: "A parameter takes fewer kinds of values, or another kind.",
  incident: "An id became a number, and conversations went on quoting it as text.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_TYPE_NARROWED", "type").map((told) => narrowed(told, sayType(told))),
};

export const parameterTypeWidened: Rule = {
  id: "PARAM_TYPE_WIDENED",
  purpose: "A parameter takes more kinds of values.",
  incident: "A note could be left empty with null, and the program behind the tool took its length.",
  judge: (comparison) => editsOf(comparison, "PARAM_TYPE_WIDENED", "type").map((told) => widened(told, sayType(told))),
};

export const parameterEnumNarrowed: Rule = {
  id: "PARAM_ENUM_NARROWED",
  purpose: "A value that a parameter took is not taken any more.",
  incident:
    "A status went from the list, the model repeated it from earlier in the conversation, and the call was refused.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_ENUM_NARROWED", "values").map((told) => narrowed(told, sayListed(told))),
};

export const parameterEnumWidened: Rule = {
  id: "PARAM_ENUM_WIDENED",
  purpose: "A parameter takes one more value.",
  incident: "The model offered the new value on the first day; the program behind the tool learned of it on the third.",
  judge: (comparison) =>
    editsOf(comparison, "PARAM_ENUM_WIDENED", "values").map((told) => widened(told, sayListed(told))),
};

function narrowed(told: Told<"type"> | Told<"values">, says: string): Judgement {
  const { diff, edit } = told;
  return rowAbout(told, {
    message: `${says}: ${consequence(edit.kept)}`,
    severity: severity(levelOf(edit.kept), "safe", edit.mayWiden && edit.known.kind !== "safe" ? "dangerous" : "safe"),
    wayOut: `go on taking the old values of ${edit.place || "the arguments"} where the tool is carried out, until open conversations have ended`,
    witness: refusedCall(diff.surface, edit.kept),
  });
}

function widened(told: Told<"type"> | Told<"values">, says: string): Judgement {
  return rowAbout(told, {
    message: says,
    severity: severity("safe", "safe", "dangerous"),
    wayOut: "widen the program that carries out the tool first, then the contract",
  });
}

function sayType({ diff: { surface }, edit }: Told<"type">): string {
  const what = edit.place === "" ? "as its arguments" : `for ${edit.place}`;
  if (edit.was.says === edit.is.says) return `${surface.name} takes values of another form ${what}`;
  return `${surface.name} takes ${edit.is.says} ${what}, and took ${edit.was.says}`;
}

function sayListed({ diff: { surface }, edit: { was, is, place } }: Told<"values">): string {
  const what = place === "" ? "as its arguments" : `for ${place}`;
  if (was === null) return `${surface.name} takes only ${sayValues(is ?? [])} ${what}, and took other values too`;
  if (is === null) return `${surface.name} takes other values ${what} than ${sayValues(was)} now`;
  const [gone, come] = [valuesMissing(was, is), valuesMissing(is, was)];
  const [no, yes] = [
    gone.length === 0 ? [] : [`does not take ${sayValues(gone)} ${what} any more`],
    come.length === 0 ? [] : [`takes ${sayValues(come, "and")} ${gone.length === 0 ? what : "instead"} now`],
  ];
  return `${surface.name} ${[...no, ...yes].join(", and ")}`;
}
