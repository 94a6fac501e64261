import { yamlLimits } from "./limits.ts";
import type { Explained, YamlProblem } from "./problems.ts";

/**
 * Characters that YAML does not let stand in a file: no editor shows them, and terminals act on them. Those
 * of one line are one fault.
 */
export function forbiddenCharacters(text: string): readonly YamlProblem[] {
  const found: YamlProblem[] = [];
  // The decoder has taken one away already.
  if (text.startsWith("\uFEFF")) {
    found.push({
      offset: 0,
      message: "the file begins with two byte order marks",
      hint: "remove them: UTF-8 needs none",
    });
  }
  let said = -1;
  for (const { 0: character, index } of text.matchAll(forbidden)) {
    if (found.length >= yamlLimits.faults) break;
    if (index < said) continue;
    const end = text.indexOf("\n", index);
    said = end === -1 ? text.length : end;
    found.push({ offset: index, ...explain(character, text.slice(index, Math.min(said, index + 1_000))) });
  }
  return found;
}

/**
 * All of C0 but tab and line ends, DEL, C1 but NEL, halves of characters, and what is no character at all.
 * A text holds none of them as it stands; inside double quotes it may name them by escapes.
 */
export const forbidden =
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

function explain(character: string, rest: string): Explained {
  if (/\p{Surrogate}/u.test(character)) {
    return { message: "this text holds half of a character (a lone surrogate)", hint: "write the whole character" };
  }
  const names = [...new Set([...rest.matchAll(forbidden)].map(([one]) => nameOf(one)))];
  const listed = `${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`;
  const message =
    character === "\0"
      ? "a NUL byte: this is no text"
      : `${names.length === 1 ? "a control character" : "control characters"} (${listed}) that no editor shows`;
  const escape = `\\u${nameOf(character).slice(2)}`;
  return { message, hint: `remove it; where it is meant, write it as an escape in double quotes: "${escape}"` };
}

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
