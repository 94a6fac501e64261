import { clip } from "./pieces.ts";

/** A piece of a Jinja template as it stands there. */
export interface Token {
  readonly kind: "text" | "comment" | "value" | "tag";
  /** What stands between the braces. */
  readonly text: string;
  readonly source: string;
}

export function wordOf({ text }: Token): string {
  return text.split(/\s/)[0] ?? "";
}

export function restOf(token: Token): string {
  return token.text.slice(wordOf(token).length).trim();
}

export function tag(text: string): Token {
  return { kind: "tag", text, source: `{% ${clip(text)} %}` };
}

/** `null` where a tag is never closed. */
export function tokenize(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let position = 0;
  let strip = false;
  const addText = (until: number, stripEnd: boolean): void => {
    const whole = text.slice(position, until);
    const begun = strip ? whole.trimStart() : whole;
    const written = stripEnd ? begun.trimEnd() : begun;
    if (written !== "") tokens.push({ kind: "text", text: written, source: "" });
  };
  for (const match of text.matchAll(tags)) {
    const [source] = match;
    const raw = match.groups?.["raw"];
    if (match.groups?.["open"] !== undefined) return null;
    addText(match.index, /^\{[{%#]-/.test(source));
    if (raw !== undefined) {
      const begun = /^\{%[-+]?\s*raw\s*-%\}/.test(source) ? raw.trimStart() : raw;
      tokens.push({ kind: "text", text: /\{%-\s*endraw\s*[-+]?%\}$/.test(source) ? begun.trimEnd() : begun, source });
    } else {
      const kind = source.startsWith("{{") ? "value" : source.startsWith("{#") ? "comment" : "tag";
      tokens.push({
        kind,
        text: source.slice(2, -2).replace(/^[-+]/, "").replace(/[-+]$/, "").trim(),
        source: clip(source),
      });
    }
    position = match.index + source.length;
    strip = /-[}%#]\}$/.test(source);
  }
  addText(text.length, false);
  return tokens;
}

const tags =
  /\{%[-+]?\s*raw\s*[-+]?%\}(?<raw>[\s\S]*?)\{%[-+]?\s*endraw\s*[-+]?%\}|\{#[\s\S]*?#\}|\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|(?<open>\{[{%#])/g;
