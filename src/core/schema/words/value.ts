import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { sayList } from "../../text.ts";
import { propertiesOf, requiredOf } from "../walk.ts";
import { sayCondition } from "./condition.ts";
import { sayKeywords } from "./keywords.ts";
import { sayField, sayLiteral } from "./literal.ts";
import { formats, sayTypeName } from "./type.ts";
import { unsaid } from "./unsaid.ts";

/** What may be written somewhere: `number, over 0`, `broken, sent_back or lost`, `list of text, at most 5 items`. */
export function sayValue(schema: Json): string {
  if (!isJsonObject(schema)) return schema === false ? "nothing at all" : "anything";
  const { says, covers } = nounOf(schema);
  const standard = schema["default"];
  const otherwise = standard === undefined ? "" : `; ${sayLiteral(standard)} if not given`;
  return [says, ...sayLimits(without(schema, covers))].join(", ") + otherwise;
}

interface Noun {
  readonly says: string;
  /** The keywords that it says. */
  readonly covers: readonly string[];
}

function nounOf(schema: JsonObject): Noun {
  const { const: value, enum: values, type, format, items } = schema;
  const all = Object.keys(schema);
  if (value !== undefined) return { says: `always ${sayLiteral(value)}`, covers: all };
  if (isJsonArray(values) && values.length > 0) return { says: sayList(values.map(sayLiteral), "or"), covers: all };
  const may = (name: string): boolean => type === undefined || type === name;
  const name = typeof format === "string" && may("string") ? formats.get(format) : undefined;
  if (name !== undefined) return { says: withoutArticle(name), covers: ["type", "format"] };
  if (isJsonObject(items) && may("array"))
    return { says: `list of ${enclosed(sayValue(items))}`, covers: ["type", "items"] };
  if (Object.keys(propertiesOf(schema)).length > 0 && may("object"))
    return { says: sayFields(schema), covers: ["type", "properties", "required", "additionalProperties"] };
  for (const keyword of ["anyOf", "oneOf"]) {
    const either = schema[keyword];
    if (type === undefined && isJsonArray(either) && either.length > 0)
      return { says: sayList([...new Set(either.map(sayValue))], "or"), covers: [keyword] };
  }
  const typed = sayTypeName(type);
  return typed === null ? { says: "anything", covers: [] } : { says: withoutArticle(typed), covers: ["type"] };
}

function sayFields(schema: JsonObject): string {
  const demanded = requiredOf(schema);
  const fields = Object.entries(propertiesOf(schema)).map(
    ([field, part]) => `${sayField(null, field)} (${demanded.includes(field) ? "" : "optional: "}${sayValue(part)})`,
  );
  return `group of ${sayList(fields)}`;
}

/** What the noun leaves open: `over 0`, `at most 100 characters`. */
function sayLimits(schema: JsonObject): readonly string[] {
  const { phrases, keywords } = sayKeywords(schema);
  const said = phrases.map(({ is }) => is.replace(/^(?:is|has) /, ""));
  const left = unsaid(schema, keywords);
  const rest = Object.keys(left).length === 0 ? free : sayCondition(left, { given: false, whole: "it" });
  return rest === free ? said : [...said, `so that ${rest}`];
}

/** What is said of what may be whatever it likes. */
const free = "it is anything";

function enclosed(said: string): string {
  return /[,;]/.test(said) || said.includes(" or ") ? `(${said})` : said;
}

function withoutArticle(name: string): string {
  return name.replace(/^an? /, "").replaceAll(/ or an? /g, " or ");
}

function without(schema: JsonObject, keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
}
