import { isDenied } from "../../contract/denials.ts";
import type { Path } from "../../place.ts";

/**
 * The text names it: a name that no word of prose looks like (`order_id`) wherever it stands, any other in code
 * marks, in quotation marks, or as the name of a value (`amount: 5`). A name that the text says is gone does not count.
 */
export function namesIt(text: string, name: string): boolean {
  if (name === "" || !text.includes(name)) return false;
  const escaped = name.replaceAll(/\W/g, "\\$&");
  const pattern = isDistinctive(name)
    ? `(?<![\\w-])${escaped}(?![\\w-])`
    : `[\`"'“‘]${escaped}[\`"'”’]|(?<![\\w-])${escaped}(?=\\s?[=:]\\s?["'\\d{[])|(?<![\\w-])${escaped}(?= (?:parameter|param|argument|field|value|tool)\\b)`;
  return [...text.matchAll(new RegExp(pattern, "g"))].some(
    ({ 0: match, index }) => !isDenied(text, index, index + match.length),
  );
}

/** `the prompt`, `the description of get_order`. */
export function sayText([section, name]: Path): string {
  if (section === "tools") return `the description of ${String(name)}`;
  return section === "messages" ? "a first message" : "the prompt";
}

function isDistinctive(name: string): boolean {
  return /[_-]|[a-z][A-Z]|^[A-Z]{2,}\d|\d[A-Za-z]/.test(name);
}
