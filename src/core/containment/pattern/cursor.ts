/** Reads a text from the left, one code point after the other. */
export interface Cursor {
  readonly failed: boolean;
  fail(): void;
  peek(): string | null;
  /** Goes on if this is what comes next. */
  take(expected: string): boolean;
  next(): string;
  number(): number;
  hexadecimal(digits: number): number;
}

export function newCursor(text: string): Cursor {
  const characters = [...text];
  let at = 0;
  let failed = false;
  const cursor: Cursor = {
    get failed() {
      return failed;
    },
    fail() {
      failed = true;
      at = characters.length;
    },
    peek: () => characters[at] ?? null,
    take(expected) {
      if (characters[at] !== expected) return false;
      at += 1;
      return true;
    },
    next() {
      const character = characters[at];
      if (character === undefined) failed = true;
      at += 1;
      return character ?? "";
    },
    number() {
      let digits = "";
      for (let next = cursor.peek(); next !== null && /\d/.test(next); next = cursor.peek()) digits += cursor.next();
      if (digits === "") cursor.fail();
      return Number(digits);
    },
    hexadecimal(digits) {
      const text = characters.slice(at, at + digits).join("");
      at += digits;
      if (text.length !== digits || !/^[\da-f]+$/i.test(text)) cursor.fail();
      return Number.parseInt(text, 16);
    },
  };
  return cursor;
}
