/** `2026-11-20T12:00:00Z`: to the second, as pointers have it. */
export function sayInstant(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}

/** `2026-11-20`, in UTC. */
export function sayDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}
