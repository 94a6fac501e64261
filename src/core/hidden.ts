/**
 * Characters of a text that nobody sees, and that have no business there. Unicode's own data decides what is hidden;
 * exceptions are those of UTS 51 (emoji), UTS 37 (Han) and UAX 9 (direction).
 */
export function hiddenIn(text: string): readonly { readonly run: string; readonly offset: number }[] {
  return [...text.matchAll(hidden)]
    .filter(({ 0: run, index }) => !isExcused(text, run, index))
    .map(({ 0: run, index }) => ({ run, offset: index }));
}

/** `a hidden character (U+200B)`, `4 hidden characters (U+E0061, …): they spell “all”`. */
export function sayHidden(run: string): string {
  const names = [...new Set([...run].map(sayCharacter))];
  return `${[...run].length === 1 ? "a hidden character" : `${[...run].length} hidden characters`} (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""})${sayTags(run)}`;
}

// Tags, zero-width and joining characters, direction controls, variation selectors, fillers, soft hyphen.
const hidden =
  /(?:[\u{E0000}-\u{E007F}]|[\u{E0100}-\u{E01EF}]|[\u{FE00}-\u{FE0F}]|[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F]|[\uFEFF\u00AD\u061C\u3164\uFFA0]|\u034F|\u115F|\u1160|\u17B4|\u17B5|[\u180B-\u180F])+/gu;

function isExcused(text: string, run: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 16), index);
  const after = text.slice(index + run.length, index + run.length + 8);
  if (/^(?:\uFE0F?\u200D|[\uFE0E\uFE0F])$/u.test(run) && emojiBefore.test(before)) {
    return !run.includes("\u200D") || emojiAfter.test(after);
  }
  // A digit and U+FE0F are the beginning of a keycap: 1️⃣.
  if (run === "\uFE0F" && /[0-9#*]$/.test(before) && after.startsWith("\u20E3")) return true;
  // Flags of regions: a black flag, tags, and a tag that ends them.
  if (/^[\u{E0020}-\u{E007E}]{2,6}\u{E007F}$/u.test(run) && before.endsWith("\u{1F3F4}")) return true;
  if (excusedBefore.some(([selector, letter]) => selector.test(run) && letter.test(before))) return true;
  if (run === "\u200B") return unspacedBefore.test(before) && unspacedAfter.test(after);
  const around = `${before}${after}`;
  if (/^[\u200C\u200D]$/u.test(run)) return joiningScript.test(around);
  return /^[\u200E\u200F\u061C]$/u.test(run) && rightToLeft.test(around);
}

const emojiBefore = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]\uFE0F?$/u;
const emojiAfter = /^[\p{Extended_Pictographic}\u2640\u2642\u2695]/u;
/** One selector chooses the form of one letter: of a Han name (UTS 37), of a Mongolian vowel. */
const excusedBefore: readonly (readonly [RegExp, RegExp])[] = [
  [/^[\u{E0100}-\u{E01EF}\uFE00-\uFE02]$/u, /\p{Script=Han}$/u],
  [/^[\u180B-\u180F]$/u, /\p{Script=Mongolian}$/u],
];
/** Scripts without blanks between words, where a line may break at a zero-width one. */
const unspacedBefore = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const unspacedAfter = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Scripts in which a joiner changes how letters look: leaving it out would be a spelling mistake. */
const joiningScript =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}]/u;

function sayCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Tag characters are a copy of ASCII that nobody sees: what they spell is what was hidden. */
function sayTags(run: string): string {
  const spelt = [...run]
    .map((character) => (character.codePointAt(0) ?? 0) - 0xe0000)
    .filter((code) => code >= 0x20 && code < 0x7f)
    .map((code) => String.fromCodePoint(code))
    .join("");
  return spelt === "" ? "" : `: they spell “${spelt.slice(0, 60)}”`;
}
