import type { SeverityLevel } from "../../severity.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";
import { said } from "../about.ts";
import { editsOf, levelOf, rowAbout, ruleOf, unknownValue, untold } from "../schema/tell.ts";
import { sayEdit, sayLimits } from "../schema/words.ts";
import type { SchemaDiff } from "../schema/schema-diff.ts";

export const resultNotContained: Rule = {
  id: "RESULT_NOT_CONTAINED",
  purpose:
    "A tool may give a result that its schema did not allow before: clients check results, and programs read them.",
  incident: "A tool gave null where it had always given a list; clients that check results refused every call of it.",
  judge: (comparison) =>
    comparison.schemas.flatMap((diff): readonly Judgement[] => {
      const { surface, known } = diff;
      if (surface.kind !== "result" || known === null) return [];
      const edits = untold(diff, comparison).filter((edit) => ruleOf(diff, edit) === "RESULT_NOT_CONTAINED");
      if (edits.length === 0) return [];
      const says = edits.slice(0, mostSaid).map((edit) => sayEdit(surface, edit));
      const more = edits.length - says.length;
      const isBroken = edits.some((edit) => edit.known.kind === "broken");
      const witness = edits.find((edit) => edit.known.kind === "broken")?.known ?? known;
      return [
        {
          path: surface.path,
          message: surface.isSaid
            ? `${surface.name} may give results that its schema did not allow before (${says.join("; ")}${more > 0 ? `; and ${more} more` : ""})${isBroken ? "" : ": it is not proven that it does not"}`
            : `${surface.name} does not say any more what its results look like: whoever checks or reads them by the old schema may meet anything`,
          severity: severity("dangerous", "safe", levelOf(witness)),
          claims: edits.flatMap(({ claims }) => claims),
          wayOut: "teach what reads the results to take the new form first, then the tool, then the contract",
          witness: unknownValue(surface, witness),
          about: [said(surface.before), said(surface.after)],
        },
      ];
    }),
};

const mostSaid = 4;

export const resultAdded: Rule = {
  id: "RESULT_ADDED",
  purpose: "A tool says what its results look like, and did not before.",
  incident: "None: whoever reads the results knows more than before.",
  judge: ({ schemas }) =>
    schemas.filter(isNew).map(({ surface }) => ({
      path: surface.path,
      message: `${surface.name} says now what its results look like`,
      severity: severity("safe", "safe", "safe"),
      claims: surface.changes,
      about: [said(surface.after)],
    })),
};

function isNew({ surface }: SchemaDiff): boolean {
  return surface.kind === "result" && !surface.wasSaid && surface.isSaid;
}

export const resultLimitChanged: Rule = {
  id: "RESULT_LIMIT_CHANGED",
  purpose: "How much a tool gives at once changed: of a page, a list or a text.",
  incident:
    "A search gave 200 hits where it had given 20; they filled the conversation, and the answer was about the first ones.",
  judge: (comparison) =>
    editsOf(comparison, "RESULT_LIMIT_CHANGED", "limits").map((told) => {
      const { diff, edit } = told;
      const [was, is] = [sayLimits(edit.was, "it"), sayLimits(edit.is, edit.place || "a result")];
      const limited = `how much ${edit.place || "a result"} holds`;
      const says =
        is === null ? `nothing limits ${limited} any more` : `${is} now${was === null ? "" : `, and before: ${was}`}`;
      const level: SeverityLevel = levelOf(edit.known) === "breaking" ? "breaking" : "dangerous";
      return rowAbout(told, {
        message: `${diff.surface.name} gives another amount at once: ${says}`,
        severity: severity("dangerous", "dangerous", level),
        wayOut: `look at the tokens of a run in which ${diff.surface.name} gives as much as it may`,
        witness: unknownValue(diff.surface, edit.known),
      });
    }),
};
