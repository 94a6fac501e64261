/**
 * The words of a text, in small letters: what is left of it when white space, Unicode form, case and punctuation
 * are taken away. Signs that carry a meaning (`$`, `%`, `<`, braces) are words, and so are hidden characters.
 */
export function wordsOf(text: string): readonly string[] {
  return (plain(text).match(words) ?? []).map((word) => word.toLowerCase());
}

/** The same words, whatever stands between them. */
export function sayTheSame(before: string, after: string): boolean {
  if (before === after) return true;
  const [left, right] = [wordsOf(before), wordsOf(after)];
  return left.length === right.length && left.every((word, index) => word === right[index]);
}

/** Typographic apostrophes and hyphens are written like the plain ones. */
function plain(text: string): string {
  return text.normalize("NFC").replaceAll(/[‘’ʼ]/gu, "'").replaceAll(/[‐‑]/gu, "-");
}

/** Scripts without blanks between words: each character stands for itself. */
const unspaced =
  "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}]";
const spaced = `(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])+`;

/** A word with what belongs into it: `don't`, `order_id`, `1,000.50`, `src/app.ts`. */
export const word = `${unspaced}\\p{M}*|${spaced}(?:['’.,:/@_-]${spaced})*`;

const words = new RegExp(
  `${word}|(?<![\\p{L}\\p{N}])-(?=\\p{N})|[%@#&\\\\/{}<>]|[^\\s\\p{L}\\p{M}\\p{N}\\p{P}\\p{Cc}\`´^~|=+•]`,
  "gu",
);
