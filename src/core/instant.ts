/** `2026-11-20T12:00:00Z`: to the second, as pointers have it. */
export function sayInstant(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}
