import { isJsonObject, type Json } from "../../json.ts";
import { requiredOf } from "../walk.ts";
import { sayContains, sayItems } from "./items.ts";
import { sayDependents, sayOtherFields, sayProperties } from "./fields.ts";
import { sayKeywords } from "./keywords.ts";
import { sayAll, sayAny, sayIf, sayNot, sayOne } from "./logic.ts";
import type { About, Structure } from "./part.ts";
import { type Clause, clause, join, sayClause } from "./phrase.ts";
import { withoutReferences } from "./references.ts";
import { unsaid } from "./unsaid.ts";

/**
 * A JSON Schema over some fields as a sentence: "amount is over 100 and currency is EUR". What has no words
 * here stays JSON rather than be left out.
 *
 * @param given the properties named at the top must be there, as in `when` of a guardrail
 * @param whole what all fields together are called
 */
export function sayCondition(schema: Json, { given, whole }: { given: boolean; whole: string }): string {
  const about = { subject: null, whole, holds: true };
  if (!isJsonObject(schema)) return sayClause(clauseOf(schema, about));
  const resolved = withoutReferences(schema);
  const named = given && isJsonObject(resolved["properties"]) ? Object.keys(resolved["properties"]) : [];
  if (named.length === 0) return sayClause(clauseOf(resolved, about));
  const required = [...new Set([...named, ...requiredOf(resolved)])];
  return sayClause(clauseOf({ ...resolved, required }, about));
}

function clauseOf(schema: Json, about: About): Clause {
  const { whole, holds } = about;
  const matches = (rest: Json): Clause =>
    clause(whole, `${holds ? "matches" : "does not match"} ${JSON.stringify(rest)}`);
  const always = clause(whole, "is anything", []);
  const never = clause(whole, "can never be right");
  if (typeof schema === "boolean") return schema === holds ? always : never;
  if (!isJsonObject(schema)) return matches(schema);
  const { phrases, keywords } = sayKeywords(schema);
  const parts = structures.map((say) => say(schema, about, clauseOf));
  const left = unsaid(schema, [...keywords, ...parts.flatMap((part) => part.keywords)]);
  const [first, ...others] = [
    ...phrases.map(({ is, isNot }) => clause(whole, holds ? is : isNot)),
    ...parts.flatMap((part) => part.clauses),
    ...(Object.keys(left).length === 0 ? [] : [matches(left)]),
  ];
  if (first === undefined) return holds ? always : never;
  return join([first, ...others], holds ? "and" : "or");
}

const structures: readonly Structure[] = [
  sayProperties,
  sayOtherFields,
  sayItems,
  sayContains,
  sayDependents,
  sayAll,
  sayAny,
  sayOne,
  sayNot,
  sayIf,
];
