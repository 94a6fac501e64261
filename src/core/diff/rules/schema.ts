import type { Path } from "../../place.ts";
import { sayList } from "../../text.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";
import { said } from "../about.ts";
import type { SchemaDiff } from "../schema/schema-diff.ts";
import { editsOf, rowAbout, ruleOf, type Told, untold } from "../schema/tell.ts";
import { sayLimits, subjectOf } from "../schema/words.ts";

export const schemaUndecided: Rule = {
  id: "SCHEMA_UNDECIDED",
  purpose: "A schema changed so that neither a proof nor a counter-example was found: what is not known is dangerous.",
  incident:
    "A pattern was rewritten by hand, everybody thought that it said the same, and two order numbers did not match it.",
  judge: (comparison) =>
    editsOf(comparison, "SCHEMA_UNDECIDED", "limits", "whole").map((told) =>
      rowAbout(told, {
        message: `${sayChange(told)}: it is not proven that ${sayQuestion(told.diff)}, and no counter-example was found`,
        severity: severity("dangerous", "dangerous", "dangerous"),
        wayOut: "try it with calls and answers that were recorded, or make the change in smaller steps",
      }),
    ),
};

function sayChange({ diff: { surface }, edit }: Told<"limits" | "whole">): string {
  const subject = subjectOf(surface, edit.place);
  if (edit.kind === "whole") return `the schema of ${subject} changed`;
  const [was, is] = [sayLimits(edit.was, "it"), sayLimits(edit.is, subject)];
  const owner = surface.kind === "input" ? surface.name : "the schema";
  return `${owner} wants ${is === null ? "nothing special any more" : `that ${is}`}${was === null ? "" : `, and wanted that ${was}`}`;
}

function sayQuestion({ surface }: SchemaDiff): string {
  return surface.kind === "input"
    ? "calls that were valid still are"
    : "what reads by the old schema takes what is written by the new one";
}

export const schemaRefactored: Rule = {
  id: "SCHEMA_REFACTORED",
  purpose: "A schema is written in another way, and takes the same values.",
  incident: "The false alarm to avoid: 28 schemas changed in one release, all of them in notation only.",
  judge: (comparison) =>
    comparison.schemas.flatMap((diff): readonly Judgement[] => {
      const { surface } = diff;
      const isSame = diff.kept.kind === "safe" && diff.known?.kind === "safe";
      const claims =
        surface.kind === "variable"
          ? isSame
            ? surface.changes
            : []
          : [
              ...diff.refactored,
              ...untold(diff, comparison)
                .filter((edit) => ruleOf(diff, edit) === "SCHEMA_REFACTORED")
                .flatMap((edit) => edit.claims),
            ];
      if (claims.length === 0) return [];
      const keywords = [...new Set(claims.map(({ path }) => keywordAt(path)))].toSorted();
      return [
        {
          path: surface.path,
          message: `the schema of ${subjectOf(surface, "")} is written in another way (${sayList(keywords.slice(0, 6))}), and takes the same values as before`,
          severity: severity("safe", "safe", "safe"),
          claims,
          about: [said(surface.before), said(surface.after)],
        },
      ];
    }),
};

/** Of a definition the place of all definitions: its name says nothing to anybody else. */
function keywordAt(path: Path): string {
  const [above, last] = path.slice(-2).map(String);
  return above === "$defs" || above === "definitions" ? above : (last ?? above ?? "");
}
