/**
 * `gpt-5-mini-2026-01-15`, `claude-x-20260115`, `claude-x@20260115`, `gpt-4-0613`, `gemini-x-001` are snapshots of a
 * family; `claude-x-latest` is its moving name.
 */
export function familyOf(name: string): string {
  return name.replace(snapshot, "").replace(moving, "");
}

/** Named by a date or a number: it stays what it is. */
export function isSnapshot(name: string): boolean {
  return snapshot.test(name);
}

const snapshot = /[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{3,4}|\d{2}-\d{2}|\d{2}-\d{4})(?:-v\d+(?::\d+)?)?$/;
const moving = /-latest$/;
