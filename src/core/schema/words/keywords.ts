import { isJsonArray, type Json, type JsonObject } from "../../json.ts";
import { count, sayList } from "../../text.ts";
import { sayLiteral, sayNumber } from "./literal.ts";
import { sayPattern } from "./pattern.ts";
import { type Phrase, phrase } from "./phrase.ts";
import { formats, isImplied, sayType } from "./type.ts";

/** What a schema says of one value, and the keywords that are said by it. */
export interface Said {
  readonly phrases: readonly Phrase[];
  readonly keywords: readonly string[];
}

/** Keywords in words: bounds that belong together are one phrase, and a type that follows is left out. */
export function sayKeywords(schema: JsonObject): Said {
  const said = [...ranges.map((range) => range(schema)), ...Object.keys(single).map((name) => saySingle(schema, name))];
  const phrases = said.flatMap((one) => one?.phrases ?? []);
  const keywords = said.flatMap((one) => one?.keywords ?? []);
  const type = sayType(schema["type"]);
  if (type === null) return { phrases, keywords };
  return { phrases: isImplied(schema, keywords) ? phrases : [type, ...phrases], keywords: [...keywords, "type"] };
}

type Range = (schema: JsonObject) => Said | null;

const ranges: readonly Range[] = [
  (schema) => {
    const [least, most] = [schema["minimum"], schema["maximum"]];
    if (typeof least !== "number" || typeof most !== "number") return null;
    const between = least === most ? `is ${sayNumber(least)}` : `is between ${sayNumber(least)} and ${sayNumber(most)}`;
    return { phrases: [phrase(between, between.replace("is", "is not"))], keywords: ["minimum", "maximum"] };
  },
  size("minLength", "maxLength", "character"),
  size("minItems", "maxItems", "item"),
  size("minProperties", "maxProperties", "field"),
];

function size(low: string, high: string, noun: string): Range {
  return (schema) => {
    const [least, most] = [schema[low], schema[high]];
    if (typeof least !== "number" || typeof most !== "number") return null;
    const range =
      least === most ? `exactly ${count(most, noun)}` : `between ${sayNumber(least)} and ${count(most, noun)}`;
    return { phrases: [phrase(`has ${range}`, `does not have ${range}`)], keywords: [low, high] };
  };
}

function saySingle(schema: JsonObject, keyword: string): Said | null {
  const value = schema[keyword];
  if (value === undefined || ranges.some((range) => range(schema)?.keywords.includes(keyword) === true)) return null;
  const said = single[keyword]?.(value) ?? null;
  return said === null ? null : { phrases: [said].flat(), keywords: [keyword] };
}

/** `null` where a value is not what the keyword takes: then it has no words. An empty list says nothing. */
type Say = (value: Json) => Phrase | readonly Phrase[] | null;

const single: Readonly<Record<string, Say>> = {
  const: (value) => phrase(`is ${sayLiteral(value)}`, `is not ${sayLiteral(value)}`),
  enum: (values) => (isJsonArray(values) && values.length > 0 ? sayEnum(values) : null),
  exclusiveMinimum: number((limit) => phrase(`is over ${limit}`, `is at most ${limit}`)),
  minimum: number((limit) => phrase(`is at least ${limit}`, `is under ${limit}`)),
  exclusiveMaximum: number((limit) => phrase(`is under ${limit}`, `is at least ${limit}`)),
  maximum: number((limit) => phrase(`is at most ${limit}`, `is over ${limit}`)),
  multipleOf: number((step) => phrase(`is a multiple of ${step}`, `is not a multiple of ${step}`)),
  minLength: least("character"),
  maxLength: most("character"),
  minItems: least("item"),
  maxItems: most("item"),
  minProperties: least("field"),
  maxProperties: most("field"),
  uniqueItems: (value) =>
    typeof value !== "boolean" ? null : value ? phrase("repeats no item", "repeats an item") : [],
  pattern: (value) => (typeof value === "string" ? sayPattern(value) : null),
  format: (value) => {
    const name = typeof value === "string" ? formats.get(value) : undefined;
    return name === undefined ? null : phrase(`is ${name}`, `is not ${name}`);
  },
};

function sayEnum(values: readonly Json[]): Phrase {
  const said = values.map(sayLiteral);
  const none = said.length === 1 ? `is not ${said[0] ?? ""}` : `is none of ${sayList(said)}`;
  return phrase(`is ${sayList(said, "or")}`, none);
}

function number(say: (limit: string) => Phrase): Say {
  return (value) => (typeof value === "number" ? say(sayNumber(value)) : null);
}

function least(noun: string): Say {
  return (value) => {
    if (typeof value !== "number") return null;
    if (value <= 0) return [];
    if (value === 1) return phrase("is not empty", "is empty");
    return phrase(`has at least ${count(value, noun)}`, `has fewer than ${count(value, noun)}`);
  };
}

function most(noun: string): Say {
  return (value) => {
    if (typeof value !== "number") return null;
    if (value === 0) return phrase("is empty", "is not empty");
    return phrase(`has at most ${count(value, noun)}`, `has more than ${count(value, noun)}`);
  };
}
