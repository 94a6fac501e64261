import type { Cursor } from "./cursor.ts";
import { digits, type Range, spaces, without, wordCharacters } from "./expression.ts";

/** What stands between `[` and `]`. */
export function readClass(cursor: Cursor): readonly Range[] {
  const isNegated = cursor.take("^");
  const ranges: Range[] = [];
  while (!cursor.failed && !cursor.take("]")) {
    const left = readMember(cursor);
    const isSpan = left.length === 1 && left[0]?.[0] === left[0]?.[1] && cursor.take("-");
    if (!isSpan) ranges.push(...left);
    else if (cursor.peek() === "]") ranges.push(...left, [45, 45]);
    else ranges.push([left[0]?.[0] ?? 0, readMember(cursor)[0]?.[1] ?? 0]);
  }
  return isNegated ? without(ranges) : ranges;
}

function readMember(cursor: Cursor): readonly Range[] {
  if (!cursor.take("\\")) return single(cursor.next().codePointAt(0) ?? 0);
  // Inside a class, and nowhere else, this is a backspace.
  if (cursor.take("b")) return single(8);
  if (cursor.take("-")) return single(45);
  return readEscape(cursor);
}

/** What stands behind a backslash. */
export function readEscape(cursor: Cursor): readonly Range[] {
  const letter = cursor.next();
  const shorthand = shorthands[letter];
  if (shorthand !== undefined) return shorthand;
  const control = controls[letter];
  if (control !== undefined) return single(control);
  if (letter === "c") return single((cursor.next().codePointAt(0) ?? 0) % 32);
  if (letter === "x") return single(cursor.hexadecimal(2));
  if (letter === "u") return readUnicode(cursor);
  // `\0` is a character, other digits point back, and letters are classes or conditions that are not understood.
  if (letter === "0" && !/\d/.test(cursor.peek() ?? "")) return single(0);
  if (/[\dA-Za-z]/.test(letter)) cursor.fail();
  return single(letter.codePointAt(0) ?? 0);
}

function readUnicode(cursor: Cursor): readonly Range[] {
  if (cursor.take("{")) {
    let text = "";
    while (!cursor.failed && !cursor.take("}")) text += cursor.next();
    return single(Number.parseInt(text, 16));
  }
  const first = cursor.hexadecimal(4);
  if (first < 0xd800 || first > 0xdbff || cursor.peek() !== "\\") return single(first);
  // Two halves of one code point: what else may follow is too rare to be worth a mistake.
  cursor.take("\\");
  if (!cursor.take("u")) cursor.fail();
  const second = cursor.hexadecimal(4);
  if (second < 0xdc00 || second > 0xdfff) cursor.fail();
  return single((first - 0xd800) * 0x400 + (second - 0xdc00) + 0x10000);
}

function single(code: number): readonly Range[] {
  return [[code, code]];
}

const shorthands: Readonly<Record<string, readonly Range[]>> = {
  d: digits,
  D: without(digits),
  w: wordCharacters,
  W: without(wordCharacters),
  s: spaces,
  S: without(spaces),
};

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
