/** A title and how deep it stands: what is deeper belongs to it. */
export interface Title {
  readonly level: number;
  readonly title: string;
}

/** `## Refunds`, `**Refunds**`, `REFUNDS`. */
export function titleOf(line: string): Title | null {
  if (line.length > 120) return null;
  const [, marks, title] = /^\s{0,3}(#{1,6})\s+(\S.*)$/.exec(line) ?? [];
  if (marks !== undefined && title !== undefined) return { level: marks.length, title: bare(title) };
  const [, bold] = /^\s*(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$/.exec(line) ?? [];
  if (bold !== undefined) return { level: 8, title: bare(bold) };
  const isShouted = /^[^\p{Ll}.!?]+$/u.test(line) && /\p{Lu}[^\p{L}]*\p{Lu}[^\p{L}]*\p{Lu}[^\p{L}]*\p{Lu}/u.test(line);
  return isShouted && !/^\s*[-*+•|<{`\d]/.test(line) ? { level: 7, title: bare(line) } : null;
}

/** A line that is one tag: of XML, of a template, or a rule drawn across. */
export interface TagLine {
  /** `null` where it has no name, as `----`. */
  readonly name: string | null;
  readonly does: "open" | "close" | "stand";
}

export function tagOf(line: string): TagLine | null {
  if (line.length > 300) return null;
  if (/^\s*(?:={3,}|-{3,}|\*{3,}|_{3,})\s*$/.test(line)) return { name: null, does: "stand" };
  if (/^\s*(?:\{%.*%\}|\{\{[#^/!=][^{}]*\}\})\s*$/.test(line)) return { name: null, does: "stand" };
  const [, slash, name, own] = /^\s*<(\/?)([A-Za-z][\w:.-]*)(?:\s[^<>]*?)?(\/?)>\s*$/.exec(line) ?? [];
  if (name === undefined) return null;
  return { name, does: slash === "/" ? "close" : own === "/" ? "stand" : "open" };
}

/** Where an item of a list begins, and where its words do. */
export interface ItemLine {
  readonly indent: number;
  readonly words: number;
}

export function itemOf(line: string): ItemLine | null {
  const [marker] = /^[ \t]*(?:[-*+•–]|\d{1,3}[.)]|\(?[a-z][.)])[ \t]+(?:\[[ xX-]\][ \t]+)?(?=\S)/.exec(line) ?? [];
  if (marker === undefined) return null;
  return { indent: marker.search(/[^ \t]/), words: marker.length };
}

/** The fence that a line of code marks opens or closes; `null` where it is none. */
export function fenceOf(line: string): { readonly mark: string; readonly isBare: boolean } | null {
  const [, mark, rest] = /^[ \t]*(`{3,}|~{3,})([^`]*)$/.exec(line.trimEnd()) ?? [];
  return mark === undefined ? null : { mark: mark.slice(0, 3), isBare: rest?.trim() === "" };
}

/** A line that names what stands under it: `Rules:`, `Example: a refund`. */
export function labelOf(text: string): string | null {
  if (text.length > 160) return null;
  return /:["”’)*_`]*$/u.test(text) || /^[*_`]*examples?\b(?:[^.!?]|[.!?](?=\S))*$/i.test(text) ? bare(text) : null;
}

/** Without the marks of Markdown. */
function bare(title: string): string {
  return title.replaceAll(/^[\s#*_`]+|[\s#*_`:]+$/g, "");
}
