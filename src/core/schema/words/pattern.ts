import { sayList } from "../../text.ts";
import { sayLiteral } from "./literal.ts";
import { type Phrase, phrase } from "./phrase.ts";

/** A regular expression in words, where it is one of the few that people write; else as it is. */
export function sayPattern(pattern: string): Phrase {
  const [, begins = "", body = "", ends = ""] = /^(\^?)(.*?)((?<!\\)\$|)$/s.exec(pattern) ?? [];
  const [fromStart, toEnd] = [begins === "^" && !body.startsWith(".*"), ends === "$" && !body.endsWith(".*")];
  const inner = body.replace(/^\.\*/, "").replace(/(?<!\\)\.\*$/, "");
  if (pattern === "^$") return phrase("is empty", "is not empty");
  const kind = fromStart && toEnd ? kindOf(inner) : null;
  if (kind !== null) return phrase(`is ${kind}`, `is not ${kind}`);
  const texts = alternatives(inner);
  if (texts === null) return phrase(`looks like /${pattern}/`, `does not look like /${pattern}/`);
  const said = sayList(texts.map(sayLiteral), "or");
  if (fromStart && toEnd) return phrase(`is ${said}`, `is not ${said}`);
  if (fromStart) return phrase(`begins with ${said}`, `does not begin with ${said}`);
  if (toEnd) return phrase(`ends with ${said}`, `does not end with ${said}`);
  return phrase(`contains ${said}`, `does not contain ${said}`);
}

/** `[A-Z]{2}` is 2 capital letters; `null` where it is something else. */
function kindOf(body: string): string | null {
  const [, set = "", amount = ""] = /^(\\d|\[[^\]]+\])(\+|\{\d+\}|\{\d+,\d*\})$/.exec(body) ?? [];
  const noun = nouns.get(set);
  if (noun === undefined) return null;
  const [, least = "", , most] = /^\{(\d+)(,(\d*))?\}$/.exec(amount) ?? [];
  if (amount === "+") return `made of ${noun} only`;
  if (most === undefined) return `exactly ${least} ${noun}`;
  return most === "" ? `at least ${least} ${noun}` : `${least} to ${most} ${noun}`;
}

const nouns = new Map([
  ["\\d", "digits"],
  ["[0-9]", "digits"],
  ["[A-Z]", "capital letters"],
  ["[a-z]", "small letters"],
  ["[A-Za-z]", "letters"],
  ["[a-zA-Z]", "letters"],
  ["[A-Za-z0-9]", "letters and digits"],
  ["[a-zA-Z0-9]", "letters and digits"],
]);

/** `RF-`, `(?:a|b)`: what stands there letter by letter; `null` where anything in it has another meaning. */
function alternatives(body: string): readonly string[] | null {
  const grouped = /^\((?:\?:)?([^()]*)\)$/.exec(body)?.[1];
  const texts = (grouped === undefined ? [body] : grouped.split(/(?<!\\)\|/)).map(literal);
  return texts.some((text) => text === null || text === "") ? null : texts.filter((text) => text !== null);
}

function literal(body: string): string | null {
  if (/(?<!\\)(?:\\\\)*[.*+?^$(){}|[\]]/.test(body) || /\\(?![.*+?^$(){}|[\]/\\-])/.test(body)) return null;
  return body.replaceAll(/\\(.)/g, "$1");
}
