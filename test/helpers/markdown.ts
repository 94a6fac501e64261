import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Markdown as GitHub reads it, as HTML; HTML in it stays what it is. */
export function renderMarkdown(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
}

/** The tags of some HTML, with their attributes: `<a href="x">`, `</a>`, `<!--`. */
export function tagsOf(html: string): readonly string[] {
  return html.match(/<!--|<\/?[a-z][^>]*>|<[!?]/gi) ?? [];
}

/** What is read: no tags, and the characters that entities stand for. */
export function textOfHtml(html: string): string {
  return html
    .replaceAll("<br>", "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replaceAll("&amp;", "&");
}
