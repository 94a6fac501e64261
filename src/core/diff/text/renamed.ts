import { sayTheSame } from "./tokens.ts";

/**
 * The old name that a text replaced by the new one, where nothing else in it changed; `null` where something did.
 * Of several the one that the text says first.
 */
export function nameFollowed(before: string, after: string, renames: ReadonlyMap<string, string>): string | null {
  let first: string | null = null;
  // All names in one go: there may be a thousand of them, and two may have been swapped.
  const renamed = before.replaceAll(/[\w-]+/g, (name) => {
    const now = renames.get(name);
    if (now === undefined) return name;
    first ??= name;
    return now;
  });
  return renamed !== before && sayTheSame(renamed, after) ? first : null;
}
