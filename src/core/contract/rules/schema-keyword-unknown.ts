import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { nearest } from "../../nearest.ts";
import { isPlainSchema } from "../../schema/plain.ts";
import { borrowed, isOfKind, vocabulary } from "../../schema/vocabulary.ts";
import { propertiesOf, schemaParts } from "../../schema/walk.ts";
import type { ContractRule } from "../rule.ts";
import { schemasIn } from "../schemas.ts";

export const schemaKeywordUnknown: ContractRule = {
  id: "SCHEMA_KEYWORD_UNKNOWN",
  alone: true,
  level: "warning",
  purpose: "Keywords of a schema are JSON Schema's: a misspelt one is no fault for any validator, and demands nothing.",
  remedy: "Write the keyword as JSON Schema 2020-12 has it. Names of your own begin with `x-`.",
  judge({ written }) {
    return schemasIn(written)
      .filter(({ kind, schema }) => kind !== "condition" && !isPlainSchema(schema))
      .flatMap(({ path, schema }) =>
        schemaParts(schema).flatMap((part) =>
          Object.entries(part.schema).flatMap(([keyword, value]) => {
            const meant = Object.hasOwn(vocabulary, keyword) ? null : meantBy(keyword, value, part.schema);
            if (meant === null) return [];
            return [
              {
                path: [...path, ...part.path, keyword],
                message: `JSON Schema knows no keyword ${keyword}, so this demands nothing`,
                hint: meant,
              },
            ];
          }),
        ),
      );
  },
};

/** `null` where it may be somebody's own note, which JSON Schema allows. */
function meantBy(keyword: string, value: Json, around: JsonObject): string | null {
  if (keyword.startsWith("x-")) return null;
  if (Object.hasOwn(borrowed, keyword)) return borrowed[keyword] ?? null;
  if (looksLikeProperty(value) && (around["type"] === "object" || Object.keys(propertiesOf(around)).length > 0))
    return `a parameter ${keyword} stands under \`properties\``;
  const known = Object.entries(vocabulary).filter(([, kind]) => isOfKind(kind, value));
  const meant = nearest(
    keyword.replaceAll(/[_-]/g, ""),
    known.map(([name]) => name),
  );
  return meant === null ? null : `did you mean ${meant}?`;
}

function looksLikeProperty(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { type } = value;
  return (
    typeof type === "string" ||
    isJsonArray(type) ||
    typeof value["description"] === "string" ||
    isJsonArray(value["enum"])
  );
}
