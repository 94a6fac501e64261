import type { Path } from "../../place.ts";
import { sayList } from "../../text.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";
import { descriptionChanges } from "../text/descriptions.ts";
import { type MeaningChange, meaningChanges } from "../text/meaning.ts";
import { changedWords } from "../words.ts";

export const parameterMeaningChanged: Rule = {
  id: "PARAM_MEANING_CHANGED",
  purpose: "The description of a parameter or a field names another unit, currency, zone, format, kind of id or limit.",
  incident: "An amount went from cents to euros with a green schema check: only the description said so.",
  judge: (comparison) => meanings(comparison, "a parameter or a field"),
};

export const toolMeaningChanged: Rule = {
  id: "TOOL_MEANING_CHANGED",
  purpose: "The description of a tool names another unit, currency, zone, format or kind of id.",
  incident:
    "A tool said once, for all its parameters, that amounts are in dollars; it said cents after an edit of its words.",
  judge: (comparison) => meanings(comparison, "a tool"),
};

function meanings({ changes }: Comparison, of: "a tool" | "a parameter or a field"): readonly Judgement[] {
  return descriptionChanges(changes)
    .filter(({ isTool }) => isTool === (of === "a tool"))
    .flatMap(({ change, described, isTool, before, after }) => {
      // What limits a whole tool is a rule, and told as one.
      const meant = meaningChanges(before, after).filter((one) => !isTool || one.of !== "number");
      return meant.length === 0
        ? []
        : [{ ...row(change.path, described, meant), claims: [change], words: changedWords(before, after) }];
    });
}

function row(path: Path, described: string, meant: readonly MeaningChange[]): Omit<Judgement, "claims"> {
  const says = meant.map(({ of, was, is }) => `the ${of} is ${is}, and was ${was}`);
  return {
    path,
    message: `${described} means something else now by its description: ${sayList(says)}`,
    severity: severity("dangerous", "dangerous", "dangerous"),
    wayOut: "give what means something else another name, so that nobody takes the one for the other",
  };
}
