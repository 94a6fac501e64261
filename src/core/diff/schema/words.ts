import type { Json, JsonObject } from "../../json.ts";
import { sayCondition } from "../../schema/words/condition.ts";
import { sayLiteral } from "../../schema/words/literal.ts";
import { sayList } from "../../text.ts";
import type { Proof } from "./proof.ts";
import type { ProvenEdit } from "./schema-diff.ts";
import type { Surface } from "./surface.ts";
import { valuesMissing } from "./values.ts";

/** What it does to calls: the end of a sentence. */
export function consequence(proof: Proof): string {
  switch (proof.kind) {
    case "broken":
      return "calls that were valid are refused now";
    case "open":
      return "it is not proven that calls that were valid still are";
    case "safe":
      return "every call that was valid still is";
  }
}

/** `amount`, `amount of the result of get_order`, `the answer`. */
export function subjectOf({ kind, name }: Surface, place: string): string {
  const whole = {
    input: `the arguments of ${name}`,
    result: `the result of ${name}`,
    answer: "the answer",
    variable: name,
  };
  if (place === "") return whole[kind];
  return kind === "input" ? place : `${place} of ${whole[kind]}`;
}

/** `amount of the answer`, `the field amount of the answer`: with its kind where it came or went. */
export function partOf(surface: Surface, place: string, as: "field" | "whole" = "field"): string {
  return as === "whole" ? subjectOf(surface, place) : `the field ${subjectOf(surface, place)}`;
}

/** `amount is at most 100`; `null` where nothing is demanded. */
export function sayLimits(limits: JsonObject, subject: string): string | null {
  if (Object.keys(limits).length === 0) return null;
  const says = sayCondition(limits, { given: false, whole: subject });
  return says.length > longest ? `${says.slice(0, longest).trimEnd()}…` : says;
}

/** Nobody reads more of it in one sentence. */
const longest = 240;

export function sayValues(values: readonly Json[], joint: "and" | "or" = "or"): string {
  const shown = values.slice(0, mostValues).map(sayLiteral);
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : sayList(shown, joint);
}

const mostValues = 12;

/** One edit in a few words: `status may be lost`. */
export function sayEdit(surface: Surface, edit: ProvenEdit): string {
  const place = edit.place === "" ? "the result" : edit.place;
  switch (edit.kind) {
    case "field added":
      return `${place} is new`;
    case "field removed":
      return `${place} is gone`;
    case "field renamed":
      return `${edit.former} is called ${edit.place}`;
    case "became required":
      return `${place} is always there`;
    case "became optional":
      return `${place} may be missing`;
    case "type":
      return edit.was.says === edit.is.says
        ? `${place} has another form`
        : `${place} is ${edit.is.says}, and was ${edit.was.says}`;
    case "values": {
      const { was, is } = edit;
      const come = valuesMissing(is ?? [], was ?? []);
      if (is === null) return `${place} may be any value`;
      return come.length === 0 ? `${place} may be fewer values` : `${place} may be ${sayValues(come)}`;
    }
    case "limits":
      return sayLimits(edit.is, place) ?? `not any more: ${sayLimits(edit.was, place) ?? place}`;
    case "closed":
      return `${place} has no other fields`;
    case "opened":
      return `${place} may have other fields`;
    case "default":
      return `${place} has another default`;
    case "order":
      return `the fields of ${place} have another order`;
    case "whole":
      return `all changes of ${subjectOf(surface, "")} together`;
  }
}
