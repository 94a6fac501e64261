import { isJsonArray, isJsonObject, type Json, sameJson } from "../../json.ts";
import { type About, nothing, type Structure } from "./part.ts";
import { type Clause, clause, join, sayClause } from "./phrase.ts";
import { isAnything, unsaid } from "./unsaid.ts";

export const sayAll: Structure = ({ allOf }, about, say) => {
  if (!isJsonArray(allOf) || allOf.length === 0) return nothing;
  const clauses = allOf.filter((one) => !isAnything(one)).map((one) => say(one, about));
  return { clauses: joined(clauses, about.holds ? "and" : "or"), keywords: ["allOf"] };
};

export const sayAny: Structure = ({ anyOf }, about, say) => {
  if (!isJsonArray(anyOf) || anyOf.length === 0) return nothing;
  return { clauses: eitherOf(anyOf, about, say), keywords: ["anyOf"] };
};

export const sayOne: Structure = ({ oneOf }, about, say) => {
  if (!isJsonArray(oneOf) || oneOf.length === 0) return nothing;
  const keywords = ["oneOf"];
  if (oneOf.length === 1 || areApart(oneOf)) return { clauses: eitherOf(oneOf, about, say), keywords };
  const said = oneOf.map((one) => sayClause(say(one, { ...about, holds: true })));
  const amount = about.holds ? "exactly one of these holds" : "none or several of these hold";
  return { clauses: [clause(null, `${amount}: (${said.join("; ")})`)], keywords };
};

export const sayNot: Structure = ({ not }, about, say) => {
  if (not === undefined) return nothing;
  return { clauses: [say(not, { ...about, holds: !about.holds })], keywords: ["not"] };
};

export const sayIf: Structure = (schema, about, say) => {
  const { if: condition } = schema;
  if (condition === undefined) return nothing;
  const keywords = ["if", "then", "else"];
  const said = (part: Json): string => sayClause(say(part, { ...about, holds: true }));
  const branches = ["then", "else"].flatMap((word) => {
    const branch = schema[word];
    return branch === undefined || isAnything(branch) ? [] : [`${word} ${said(branch)}`];
  });
  if (branches.length === 0) return { clauses: [], keywords };
  const all = `(if ${said(condition)}, ${branches.join(", ")})`;
  return { clauses: [clause(null, about.holds ? all : `not ${all}`)], keywords };
};

function eitherOf(schemas: readonly Json[], about: About, say: Parameters<Structure>[2]): readonly Clause[] {
  const values = schemas.map(onlyValues).filter((some) => some !== null);
  if (values.length === schemas.length) return [say({ enum: values.flat() }, about)];
  return joined(
    schemas.map((one) => say(one, about)),
    about.holds ? "or" : "and",
  );
}

/** No value can be in two of them. */
function areApart(schemas: readonly Json[]): boolean {
  const values = schemas.map(onlyValues).filter((some) => some !== null);
  if (values.length < schemas.length) return false;
  return values.flat().every((value, at, all) => all.findIndex((other) => sameJson(other, value)) === at);
}

/** The values of `{ const }` or `{ enum }` alone; notes beside them do not count. */
function onlyValues(schema: Json): readonly Json[] | null {
  if (!isJsonObject(schema) || Object.keys(unsaid(schema, ["const", "enum", "type"])).length > 0) return null;
  const { const: value, enum: values } = schema;
  if (value !== undefined) return values === undefined ? [value] : null;
  return isJsonArray(values) && values.length > 0 ? values : null;
}

function joined(clauses: readonly Clause[], joint: "and" | "or"): readonly Clause[] {
  const [first, ...others] = clauses;
  return first === undefined ? [] : [join([first, ...others], joint)];
}
