/** What stands behind a value on its line. */
export function hashBehind(text: string, end: number): string | null {
  hash.lastIndex = end;
  // Where nothing is written, the place is behind the white space already.
  if (!/[ \t]/.test(text[end] ?? "") && !/[ \t]/.test(text[end - 1] ?? "")) return null;
  return hash.exec(text)?.[1] ?? null;
}

const hash = /[ \t]*(#[^\s#!][^\n]{0,80})/y;
