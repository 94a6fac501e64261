import { printable } from "../../core/place.ts";

/**
 * Text on which nothing acts that shows it: no terminal, and no CI, which takes a line for a command to itself where it
 * begins with two colons, or holds `##[`. Any word may come to begin a line when lines are broken.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function inert(text: string): string {
  if (/^[ -~]*$/.test(text) && !text.includes("::") && !text.includes("##[")) return text;
  return printable(text)
    .replaceAll(/(^|\s):(?=:)/g, `$1:${invisible}`)
    .replaceAll("##[", `##${invisible}[`);
}

/** A zero-width space: what it stands in is read as it was, and is no name or command any more. */
export const invisible = "\u200B";
