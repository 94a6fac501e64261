import { inert } from "../layout/inert.ts";

/** Elements as text, one on a line, so that a page of XML can be read and compared. */
export type Element = readonly string[];

export type Attributes = Readonly<Record<string, string | number | null>>;

/** Attributes that hold `null` are left out. */
export function element(name: string, attributes: Attributes, content: string | readonly Element[] = []): Element {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escapeAttribute(String(value))}"`],
  );
  const open = `<${name}${written.join("")}`;
  if (content.length === 0) return [`${open}/>`];
  if (typeof content === "string") return [`${open}>${escapeText(content)}</${name}>`];
  return [`${open}>`, ...content.flatMap((child) => child.map((line) => `  ${line}`)), `</${name}>`];
}

/** XML 1.0, section 2.4: `>` is written out as well, because `]]>` must not stand in text. */
function escapeText(text: string): string {
  return writable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A line break in an attribute is read as a space where it is not written out: section 3.3.3. */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;");
}

/** XML has no way to say control characters and half characters, escaped or not: section 2.2. */
function writable(text: string): string {
  return inert(text).replaceAll(/[\p{Surrogate}\uFFFE\uFFFF]/gu, "\uFFFD");
}
