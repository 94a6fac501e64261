import type { Path } from "../../place.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";
import type { SchemaDiff } from "../schema/schema-diff.ts";
import { descriptionChanges } from "../text/descriptions.ts";
import { meaningChanges } from "../text/meaning.ts";
import { changedWords } from "../words.ts";

export const parameterMeaningChanged: Rule = {
  id: "PARAM_MEANING_CHANGED",
  purpose: "The description of a parameter or a field names another unit, currency, zone, format, kind of id or limit.",
  incident: "An amount went from cents to euros with a green schema check: only the description said so.",
  judge: ({ changes, schemas }) =>
    descriptionChanges(changes).flatMap(({ change, described, isTool, before, after }): readonly Judgement[] => {
      const meant = isTool ? [] : meaningChanges(before, after);
      const [first, ...others] = meant.filter(({ of }) => of !== "number" || !isSaidBySchema(change.path, schemas));
      if (first === undefined) return [];
      const says = [first, ...others].map(({ of, was, is }) => `the ${of} is ${is}, and was ${was}`);
      return [
        {
          path: change.path,
          message: `${described} means something else now by its description: ${says.join("; ")}`,
          severity: severity("dangerous", "dangerous", "dangerous"),
          claims: [change],
          wayOut: "give what means something else another name, so that nobody takes the one for the other",
          words: changedWords(before, after),
          about: [first, ...others].flatMap(({ of, was, is }) => [of, was, is]),
        },
      ];
    }),
};

/** A number that changed in the schema beside is told there. */
function isSaidBySchema(path: Path, schemas: readonly SchemaDiff[]): boolean {
  const place = path.slice(0, -1).join("/");
  return schemas.some(({ surface, edits }) =>
    edits.some(({ kind, path: at }) => told.has(kind) && [...surface.path, ...at].join("/") === place),
  );
}

const told: ReadonlySet<string> = new Set(["limits", "values", "default"]);
