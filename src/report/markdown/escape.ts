import { inert, invisible } from "../layout/inert.ts";

/**
 * Text of a prompt under review is data: no markup, no HTML, no link, no mention of a person or an issue, no command
 * to the CI that shows it. What GitHub looks for in text, whatever was escaped, is broken by a zero-width space.
 */
export function escapeText(text: string): string {
  const lines = inert(text.replaceAll(/\r\n?/g, "\n"))
    .replaceAll("<!--", `<!${invisible}--`)
    .replaceAll(/(?<![A-Za-z0-9])@(?=\w)|@(?=[\w-]+\.\w)/g, `@${invisible}`)
    .replaceAll(/#(?=\d)/g, `#${invisible}`)
    .replaceAll(/(?<![A-Za-z0-9])GH-(?=\d)/gi, (name) => `${name.slice(0, -1)}${invisible}-`)
    .replaceAll(/:(?=\/\/)/g, `:${invisible}`)
    .replaceAll(/www(?=\.)/gi, `$&${invisible}`)
    .replaceAll(/:(?=[a-z+-][\w+-]*:)/gi, `:${invisible}`)
    .replaceAll("&", "&amp;")
    .replaceAll(/[\\`*_[\]<>|~]/g, "\\$&")
    .replaceAll(/^\s+/g, "")
    .replaceAll(/(\n)[ \u00A0]+/g, "$1")
    .replaceAll(/^(#|[-+](?=\s|-|$)|=|-|:(?=-))/gm, "\\$1")
    .replaceAll(/^(\d+)([.)])(?=\s|$)/gm, "$1\\$2");
  // Between two of them GitHub sets mathematics, which can hide text.
  // https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
  return lines.indexOf("$") === lines.lastIndexOf("$") ? lines : lines.replaceAll("$", "<span>$</span>");
}

/** A fence longer than any run of backticks inside: prompt text cannot break out of it. */
export function fenced(content: string, language = ""): string {
  const text = inert(content.replaceAll(/\r\n?/g, "\n")).replaceAll("<!--", `<!${invisible}--`);
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
