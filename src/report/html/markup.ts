import { inert } from "../layout/inert.ts";

/** HTML that was made here: nothing else gets into a page unescaped. */
export interface Markup {
  readonly markup: string;
}

type Content = Markup | string | number | null | readonly Content[];

/**
 * A template in which everything that is put in is text, unless it was made by this very function. Line breaks of the
 * template and what indents them are there for readers of the source, and no text.
 */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const unbroken = unbrokenParts.get(parts) ?? parts.map(unbreak);
  unbrokenParts.set(parts, unbroken);
  return { markup: unbroken.map((part, at) => part + textOf(contents[at] ?? null)).join("") };
}

/** Once for each template: pages hold thousands of the same. */
const unbrokenParts = new WeakMap<TemplateStringsArray, readonly string[]>();

/** What indents a line goes with its break; neither is needed where a tag ends or begins. */
function unbreak(part: string): string {
  return part.replaceAll(/\s*\n\s*/g, "");
}

/** No line of a page should hold everything. */
export const lineBreak: Markup = { markup: "\n" };

function textOf(content: Content): string {
  if (content === null) return "";
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  return "markup" in content ? content.markup : content.map(textOf).join("");
}

/** For text and for attributes in double quotes, which all attributes here are in. */
function escapeHtml(text: string): string {
  return inert(text).replaceAll(/[&<>"'\p{Surrogate}]/gu, (character) => escapes[character] ?? "\uFFFD");
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
