import { inert } from "../layout/inert.ts";

/** HTML that was made here: nothing else gets into a page unescaped. */
export interface Markup {
  readonly markup: string;
}

type Content = Markup | string | number | null | readonly Content[];

/** A template in which everything that is put in is text, unless it was made by this very function. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { markup: parts.map((part, at) => part + textOf(contents[at] ?? null)).join("") };
}

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
