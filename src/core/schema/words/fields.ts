import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import { sayField } from "./literal.ts";
import { maybe, nothing, type Structure } from "./part.ts";
import { type Clause, clause, join, sayClause } from "./phrase.ts";
import { isAnything } from "./unsaid.ts";

/** Not the same: "country is DE" wants a country; "country, if given, is DE" holds without one. */
export const sayProperties: Structure = (schema, { subject, holds }, say) => {
  const { properties, required } = schema;
  if (properties !== undefined && !isJsonObject(properties)) return nothing;
  if (required !== undefined && !isTexts(required)) return nothing;
  const demanded = required ?? [];
  const clauses = [...new Set([...Object.keys(properties ?? {}), ...demanded])].flatMap((name): readonly Clause[] => {
    const path = sayField(subject, name);
    const must = demanded.includes(name);
    const value = properties !== undefined && Object.hasOwn(properties, name) ? (properties[name] ?? null) : true;
    if (isAnything(value)) return must ? [presence(path, holds)] : [];
    if (value === false && !must) return [presence(path, !holds)];
    const said = say(value, { subject: path, whole: path, holds });
    return [must === holds ? present(said, path) : ifGiven(said, path)];
  });
  const keywords = ["properties", "required"].filter((keyword) => schema[keyword] !== undefined);
  return { clauses, keywords };
};

function presence(path: string, there: boolean): Clause {
  return there ? clause(path, "is given") : clause(path, "is not given", []);
}

/** That it is there is said where nothing else says so. */
function present(said: Clause, path: string): Clause {
  if (said.wants.some((wanted) => wanted === path || wanted.startsWith(`${path}.`))) return said;
  return join([presence(path, true), said], "and");
}

function ifGiven(said: Clause, path: string): Clause {
  const { subject } = said;
  if (subject === path) return { ...said, subject: path + maybe, wants: [] };
  if (subject?.startsWith(`${path}.`) === true && subject.endsWith(maybe)) return said;
  return clause(path + maybe, `is so that (${sayClause(said)})`, []);
}

export const sayOtherFields: Structure = (schema, { subject, whole, holds }, say) => {
  const keyword = ["additionalProperties", "unevaluatedProperties"].find((name) => schema[name] !== undefined);
  if (keyword === undefined) return nothing;
  const others = schema[keyword] ?? null;
  const keywords = [keyword];
  if (isAnything(others)) return { clauses: [], keywords };
  if (others === false)
    return { clauses: [clause(whole, holds ? "has no other field" : "has another field")], keywords };
  const each = `${holds ? "every" : "some"} other field of ${subject ?? whole}`;
  return { clauses: [say(others, { subject: each, whole: each, holds })], keywords };
};

export const sayDependents: Structure = ({ dependentRequired }, { subject, holds }) => {
  if (!isJsonObject(dependentRequired)) return nothing;
  const entries = Object.entries(dependentRequired).flatMap(([name, others]) =>
    isTexts(others) ? [{ name, others }] : [],
  );
  if (entries.length < Object.keys(dependentRequired).length) return nothing;
  const clauses = entries.flatMap(({ name, others }) =>
    others.map((other) => {
      const [path, on] = [sayField(subject, other), sayField(subject, name)];
      return clause(path, holds ? `is given whenever ${on} is` : `is not given, and ${on} is`, []);
    }),
  );
  return { clauses, keywords: ["dependentRequired"] };
};

function isTexts(value: Json): value is readonly string[] {
  return isJsonArray(value) && value.every((item) => typeof item === "string");
}
