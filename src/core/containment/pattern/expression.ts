/** Code points from one up to and with another. */
export type Range = readonly [number, number];

/** A regular expression, as far as it is one in the strict sense. */
export type Expression =
  | { readonly kind: "character"; readonly ranges: readonly Range[] }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly Expression[] }
  | { readonly kind: "choice"; readonly parts: readonly Expression[] }
  | { readonly kind: "repeat"; readonly part: Expression; readonly least: number; readonly most: number };

export const lastCodePoint = 0x10ffff;

export const digits: readonly Range[] = [[48, 57]];
export const wordCharacters: readonly Range[] = [...digits, [65, 90], [95, 95], [97, 122]];
const lineEnds: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
/** WhiteSpace and LineTerminator of ECMAScript. */
export const spaces: readonly Range[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
export const anyButLineEnds: readonly Range[] = without(lineEnds);
export const anyCharacter: readonly Range[] = [[0, lastCodePoint]];

/** Every code point that is in none of the ranges. */
export function without(ranges: readonly Range[]): readonly Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const [from, to] of ranges.toSorted((one, other) => one[0] - other[0])) {
    if (from > next) left.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= lastCodePoint) left.push([next, lastCodePoint]);
  return left;
}
