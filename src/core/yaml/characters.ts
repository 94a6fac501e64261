import type { YamlProblem } from "./compose.ts";
import { yamlLimits } from "./limits.ts";

/** Characters that YAML does not let stand in a file: no editor shows them, and terminals act on them. */
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
  for (const { 0: character, index } of text.matchAll(forbidden)) {
    if (found.length >= yamlLimits.faults) break;
    found.push({ offset: index, ...explain(character) });
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

function explain(character: string): Omit<YamlProblem, "offset"> {
  const code = character.charCodeAt(0);
  if (code >= 0xd800 && code < 0xe000) {
    return { message: "this text holds half of a character (a lone surrogate)", hint: "write the whole character" };
  }
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const message = code === 0 ? "a NUL byte: this is no text" : `a control character (${name}) that no editor shows`;
  return {
    message,
    hint: `remove it; where it is meant, write it as an escape in double quotes: "\\u${name.slice(2)}"`,
  };
}
