import { restOf, tag, type Token, tokenize, wordOf } from "./jinja-tokens.ts";
import { foreign, type Piece, type ReadTemplate } from "./pieces.ts";

/**
 * Reads a Jinja template with the settings that Jinja has by itself: only a dash in a tag takes white space away.
 * What goes beyond names, `if` and `for` is foreign. Never throws.
 *
 * @param writes whose booleans are written: Python's `True`, or Nunjucks' `true`
 */
export function readJinja(text: string, writes: "True" | "true" = "true"): ReadTemplate {
  const tokens = tokenize(text);
  if (tokens === null) return { pieces: null, why: "a tag is opened and never closed" };
  const body = readBody({ tokens, next: 0 }, [], { variable: null, depth: 0, python: writes === "True" });
  return body.ending === null ? { pieces: body.pieces, why: null } : { pieces: null, why: body.ending };
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
}

interface Scope {
  /** What the item of the innermost list is called; `null` outside of lists. */
  readonly variable: string | null;
  readonly depth: number;
  readonly python: boolean;
}

interface Body {
  readonly pieces: readonly Piece[];
  /** The tag that ended it; at the end of the text `null`, or what is missing there. */
  readonly ending: string | null;
}

/** Up to one of these tags, which is taken, or to the end of the text. */
function readBody(reader: Reader, endings: readonly string[], scope: Scope): Body {
  const pieces: Piece[] = [];
  if (scope.depth > deepest) return { pieces, ending: `it is nested deeper than ${deepest} levels` };
  for (let token = take(reader); token !== undefined; token = take(reader)) {
    if (token.kind === "text" || token.kind === "comment") pieces.push({ kind: token.kind, text: token.text });
    else if (token.kind === "value") pieces.push(readValue(token, scope));
    else if (endings.includes(wordOf(token))) return { pieces, ending: token.text };
    else {
      const read = readStatement(reader, token, scope);
      pieces.push(...read.pieces);
      if (read.ending !== null) return read;
    }
  }
  return { pieces, ending: endings.length === 0 ? null : `a {% ${endings.at(-1) ?? ""} %} is missing` };
}

const deepest = 32;

function take(reader: Reader): Token | undefined {
  const token = reader.tokens[reader.next];
  reader.next += 1;
  return token;
}

/** The ending of what it returns is what is missing, or `null`. */
function readStatement(reader: Reader, token: Token, scope: Scope): Body {
  switch (wordOf(token)) {
    case "if":
      return readIf(reader, token, scope);
    case "for":
      return readFor(reader, token, scope);
    default: {
      const why = `Jinja's ${wordOf(token)} has no counterpart here`;
      return { pieces: [foreign(token.source, why)], ending: null };
    }
  }
}

function readIf(reader: Reader, token: Token, scope: Scope): Body {
  const inside = { ...scope, depth: scope.depth + 1 };
  const { body, otherwise, missing } = readBranches(reader, ["elif", "else", "endif"], inside);
  if (missing !== null) return { pieces: [], ending: missing };
  const test = readTest(restOf(token), scope);
  if (typeof test === "string") return { pieces: [foreign(token.source, test)], ending: null };
  const { path, negated } = test;
  const { source } = token;
  const shown = (part: readonly Piece[], not: boolean): readonly Piece[] =>
    part.length === 0 ? [] : [{ kind: "when", path, source, negated: not, body: part }];
  return { pieces: [...shown(body, negated), ...shown(otherwise, !negated)], ending: null };
}

function readFor(reader: Reader, token: Token, scope: Scope): Body {
  const [, variable = null, list = ""] = /^([A-Za-z_]\w*)\s+in\s+(.+)$/s.exec(restOf(token)) ?? [];
  const inside = { ...scope, variable: variable ?? "", depth: scope.depth + 1 };
  const { body, otherwise, missing } = readBranches(reader, ["else", "endfor"], inside, scope);
  if (missing !== null) return { pieces: [], ending: missing };
  const path = variable === null ? "only one name for each item is known here" : readPath(list, scope);
  if (typeof path === "string") return { pieces: [foreign(token.source, path)], ending: null };
  const { source } = token;
  const none: readonly Piece[] =
    otherwise.length === 0 ? [] : [{ kind: "when", path, source, negated: true, body: otherwise }];
  return { pieces: [{ kind: "each", path, source, body }, ...none], ending: null };
}

/** What stands before and behind `else`; an `elif` is an `if` of its own in there. */
function readBranches(reader: Reader, endings: readonly string[], inside: Scope, around: Scope = inside) {
  const { pieces: body, ending } = readBody(reader, endings, inside);
  const word = ending?.split(/\s/)[0] ?? "";
  if (word === endings.at(-1)) return { body, otherwise: [], missing: null };
  if (!endings.includes(word)) return { body, otherwise: [], missing: ending };
  if (word === "elif") {
    const chained = readIf(reader, tag(ending ?? ""), { ...around, depth: around.depth + 1 });
    return { body, otherwise: chained.pieces, missing: chained.ending };
  }
  const rest = readBody(reader, endings.slice(-1), around);
  return { body, otherwise: rest.pieces, missing: rest.ending === endings.at(-1) ? null : rest.ending };
}

function readValue({ text, source }: Token, scope: Scope): Piece {
  const [, quoted] = /^(?:'([^'\\]*)'|"([^"\\]*)")$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  if (quoted !== undefined) return { kind: "text", text: quoted };
  const path = readPath(text, scope);
  if (typeof path === "string") return foreign(source, path);
  return { kind: "value", path, source, ...(scope.python ? { python: true } : {}) };
}

function readTest(
  text: string,
  scope: Scope,
): { readonly path: readonly string[]; readonly negated: boolean } | string {
  const [, not] = /^not\s+(.+)$/s.exec(text) ?? [];
  const path = readPath(not ?? text, scope);
  return typeof path === "string" ? path : { path, negated: not !== undefined };
}

/** The steps of a name, from the innermost item; or why it is none of ours. */
function readPath(text: string, { variable }: Scope): readonly string[] | string {
  if (!/^[A-Za-z_]\w*(?:\.\w+|\[(?:'[^'\]]*'|"[^"\]]*")\])*$/.test(text))
    return "there are names here, and no expressions, filters or calls";
  const [first = "", ...rest] = [...text.matchAll(/\w+|'[^']*'|"[^"]*"/g)].map(([step]) =>
    step.replaceAll(/['"]/g, ""),
  );
  if (words.has(first)) return `Jinja's ${first} has no counterpart here`;
  if (variable === null) return [first, ...rest];
  return first === variable ? rest : "names around a list are not seen from inside it here";
}

const words = new Set(["true", "false", "none", "True", "False", "None", "loop", "self", "caller", "range"]);
