import type { Words } from "./words.ts";

/** git's word marks: `[-old-]{+new+}`. */
export function sayWords(words: readonly Words[]): string {
  return words
    .map(({ kind, text }) => (kind === "same" ? text : kind === "removed" ? `[-${text}-]` : `{+${text}+}`))
    .join("")
    .trim();
}
