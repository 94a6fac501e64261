import { sayTheSame } from "./tokens.ts";

/**
 * The old name that a text replaced by the new one, where nothing else in it changed; `null` where something did.
 * Of several the first.
 */
export function nameFollowed(before: string, after: string, renames: ReadonlyMap<string, string>): string | null {
  const used = [...renames.keys()].filter((name) => before.includes(name));
  const [first] = used;
  if (first === undefined) return null;
  const renamed = used.reduce((text, name) => rename(text, name, renames.get(name) ?? name), before);
  return renamed !== before && sayTheSame(renamed, after) ? first : null;
}

function rename(text: string, from: string, to: string): string {
  const word = new RegExp(`(?<![\\w-])${from.replaceAll(/\W/g, "\\$&")}(?![\\w-])`, "g");
  return text.replaceAll(word, () => to);
}
