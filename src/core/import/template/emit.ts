import type { Ready } from "./settle.ts";

/**
 * Writes a template that renders exactly to these pieces. A tag of a section takes its line with it where it
 * stands alone, so at the beginning of a line it gets one of its own.
 */
export function emitTemplate(pieces: readonly Ready[]): string {
  const tokens = merge(flatten(pieces));
  const out: string[] = [];
  // What stands on the line that is being written.
  let line = "";
  const write = (text: string): void => {
    const end = text.lastIndexOf("\n");
    line = end < 0 ? line + text : text.slice(end + 1);
    out.push(text);
  };
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.kind === "text") {
      write(escapeText(token.text, next !== undefined));
    } else if (!token.takesLine) {
      write(token.tag);
    } else if (line === "") {
      write(next === undefined ? token.tag : `${token.tag}\n`);
    } else {
      const alone = line.trim() === "" && (next === undefined || (next.kind === "text" && startsBlank(next.text)));
      // Two tags on one line are not alone, so the white space round them stays.
      write(alone ? `{{! }}${token.tag}` : token.tag);
    }
  }
  return out.join("");
}

type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tag"; readonly tag: string; readonly takesLine: boolean };

function flatten(pieces: readonly Ready[]): readonly Token[] {
  return pieces.flatMap((piece): readonly Token[] => {
    switch (piece.kind) {
      case "text":
        return [piece];
      case "comment":
        return [{ kind: "tag", tag: `{{! ${piece.text.replaceAll("}}", "} }").trim()} }}`, takesLine: true }];
      case "value":
        return [{ kind: "tag", tag: `{{${nameOf(piece.path)}}}`, takesLine: false }];
      case "section": {
        const name = nameOf(piece.path);
        const open = { kind: "tag", tag: `{{${piece.inverted ? "^" : "#"}${name}}}`, takesLine: true } as const;
        return [open, ...flatten(piece.body), { kind: "tag", tag: `{{/${name}}}`, takesLine: true }];
      }
    }
  });
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? "." : path.join(".");
}

/** Neighbouring texts are one: a brace at the end of the first may meet one at the start of the second. */
function merge(tokens: readonly Token[]): readonly Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (token.kind === "text" && last?.kind === "text") {
      merged[merged.length - 1] = { kind: "text", text: last.text + token.text };
    } else if (token.kind !== "text" || token.text !== "") merged.push(token);
  }
  return merged;
}

function startsBlank(text: string): boolean {
  return (text.split("\n")[0] ?? "").trim() === "";
}

/** Text as a template that renders to it: `{{` is written inside other delimiters. */
export function escapeTemplate(text: string): string {
  return escapeText(text, false);
}

/** @param followedByTag a `{` in front of a tag would become part of it */
function escapeText(text: string, followedByTag: boolean): string {
  const first = text.indexOf("{{");
  const trailing = followedByTag && text.endsWith("{") ? text.length - (/\{+$/.exec(text)?.[0].length ?? 0) : -1;
  const start = [first, trailing].filter((at) => at >= 0).toSorted((left, right) => left - right)[0];
  if (start === undefined) return text;
  const end = trailing >= 0 ? text.length : text.lastIndexOf("{{") + 2;
  const hidden = text.slice(start, end);
  const percents = "%".repeat(1 + Math.max(0, ...[...hidden.matchAll(/<(%+)/g)].map(([, run = ""]) => run.length)));
  const [open, close] = [`<${percents}`, `${percents}>`];
  return `${text.slice(0, start)}{{=${open} ${close}=}}${hidden}${open}={{ }}=${close}${text.slice(end)}`;
}
