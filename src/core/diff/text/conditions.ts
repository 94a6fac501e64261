/** What a model is never told: `{{! a comment }}`. */
export function withoutComments(text: string): string {
  return text.includes("{{!") ? text.replaceAll(comments, "") : text;
}

/** The lines of a template; what a comment goes over is one. */
export function unbroken(text: string): readonly string[] {
  const lines: string[] = [];
  let isOpen = false;
  for (const line of text.split(/(?<=\n)/)) {
    if (isOpen) lines.push(`${lines.pop() ?? ""}${line}`);
    else lines.push(line);
    const start = line.lastIndexOf("{{!");
    if (start !== -1) isOpen = !line.includes("}}", start);
    else if (line.includes("}}")) isOpen = false;
  }
  // A comment that is never closed is text.
  return isOpen ? text.split(/(?<=\n)/) : lines;
}

export function isInComment(text: string, at: number): boolean {
  const start = text.slice(0, at).lastIndexOf("{{!");
  return start !== -1 && text.indexOf("}}", start) >= at;
}

/**
 * For every piece of a template the sections that its words stand in, as titles: `{{#debug}}`. What stands there is
 * said under a condition.
 *
 * @param pieces joined they are the text
 */
export function sectionsAround(text: string, pieces: readonly string[]): readonly (readonly string[])[] {
  const found = [...text.matchAll(sections)];
  let open: readonly string[] = [];
  let next = 0;
  let at = 0;
  return pieces.map((piece) => {
    const bare = piece.replaceAll(/\{\{[^{}]*\}\}/g, (tag) => " ".repeat(tag.length));
    const words = at + Math.max(0, bare.search(/[\p{L}\p{N}]/u));
    at += piece.length;
    for (; next < found.length && (found[next]?.index ?? 0) < words; next += 1) {
      const [, sigil = "", name = ""] = found[next] ?? [];
      open = sigil === "/" ? open.slice(0, -1) : [...open, `{{${sigil}${name}}}`];
    }
    return /[\p{L}\p{N}]/u.test(bare) ? open : [];
  });
}

export function isCondition(title: string): boolean {
  return /^\{\{[#^]/.test(title);
}

const comments = /\{\{![^{}]*(?:\{(?!\{)[^{}]*|\}(?!\})[^{}]*)*\}\}/g;
const sections = /\{\{\s*([#^/])\s*([^{}\s]+)\s*\}\}/g;
