import { parse } from "@handlebars/parser";
import { give, originalOf, pathOf, textOf } from "./handlebars-names.ts";
import type { BlockStatement, MustacheStatement, PartialStatement, Program, Statement } from "./handlebars-nodes.ts";
import { clip, foreign, type Piece, type ReadTemplate } from "./pieces.ts";

/** Helpers that mean something for the prompt as a whole: what the arguments say, or `null` where nobody knows. */
export type Marks = Readonly<Record<string, (call: HelperCall) => string | null>>;

export interface HelperCall {
  /** Arguments that are texts; others are `null`. */
  readonly params: readonly (string | null)[];
  readonly source: string;
}

interface HandlebarsOptions {
  readonly marks?: Marks;
  /** Templates that may be included, by name. */
  readonly partials?: Readonly<Record<string, string | null>>;
}

/** Reads a Handlebars template, white space as Handlebars itself leaves it. Never throws. */
export function readHandlebars(text: string, { marks = {}, partials = {} }: HandlebarsOptions = {}): ReadTemplate {
  const known = { marks: new Map(Object.entries(marks)), partials: new Map(Object.entries(partials)), open: [] };
  return readText({ ...known, text, lines: lineStarts(text) });
}

/** The templates that a template includes, by name. */
export function partialsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{~?#?>\s*([\w./-]+)/g)].map(([, name = ""]) => name))];
}

interface Site {
  readonly text: string;
  /** Where each line begins. */
  readonly lines: readonly number[];
  readonly marks: ReadonlyMap<string, Marks[string]>;
  readonly partials: ReadonlyMap<string, string | null>;
  /** Those that are being included: a circle has no text. */
  readonly open: readonly string[];
}

function readText(site: Site): ReadTemplate {
  if (isDeep(site.text)) return { pieces: null, why: `it is nested deeper than ${deepest} levels` };
  try {
    const { body } = parse(site.text) as unknown as Program;
    return { pieces: readAll(body, site), why: null };
  } catch (error) {
    return {
      pieces: null,
      why: `Handlebars cannot read it: ${clip(error instanceof Error ? error.message : String(error))}`,
    };
  }
}

/** The parser takes for ever over what nobody writes. */
const deepest = 64;

function isDeep(text: string): boolean {
  let depth = 0;
  for (const [tag] of text.matchAll(/\{\{~?[#^/]/g)) {
    depth += tag.endsWith("/") ? -1 : 1;
    if (depth > deepest) return true;
  }
  return false;
}

function readAll(statements: readonly Statement[], site: Site): readonly Piece[] {
  return statements.flatMap((statement): readonly Piece[] => {
    switch (statement.type) {
      case "ContentStatement":
        return [{ kind: "text", text: statement.value }];
      case "CommentStatement":
        return [{ kind: "comment", text: statement.value }];
      case "MustacheStatement":
        return [readMustache(statement, site)];
      case "BlockStatement":
        return readBlock(statement, site);
      case "PartialStatement":
        return readPartial(statement, site);
      default:
        return [foreign(sourceOf(statement, site), "there are no decorators or blocks of partials here")];
    }
  });
}

function readMustache(statement: MustacheStatement, site: Site): Piece {
  const source = sourceOf(statement, site);
  const { path: expression, params, hash } = statement;
  const called = originalOf(expression);
  const mark = site.marks.get(called);
  if (mark !== undefined) {
    const value = mark({ params: params.map(textOf), source });
    if (value === null || site.open.length > 0)
      return foreign(source, `${called} is used in a way that is not known here`);
    const [start, end] = offsetsOf(statement, site);
    return { kind: "mark", name: called, value, block: false, start, end };
  }
  if (params.length > 0 || hash !== undefined) return foreign(source, "there are no helpers here");
  const path = pathOf(expression);
  return typeof path === "string" ? foreign(source, path) : { kind: "value", path, source };
}

function readBlock(block: BlockStatement, site: Site): readonly Piece[] {
  const { program, inverse, params, hash } = block;
  const whole = sourceOf(block, site);
  const source = clip(whole.split("}}")[0] ?? "").concat("}}");
  if (whole.startsWith("{{{{")) return [foreign(source, "there are no raw blocks here")];
  const options = hash !== undefined || (program?.blockParams ?? []).length > 0;
  if (options) return [foreign(source, "blocks take no options here")];
  const name = originalOf(block.path);
  const mark = site.marks.get(name)?.({ params: params.map(textOf), source }) ?? null;
  if (mark !== null && program !== undefined && inverse === undefined && site.open.length === 0) {
    const [start] = offsetsOf(block, site);
    const end = start + whole.indexOf("}}") + 2;
    return [{ kind: "mark", name, value: mark, block: true, start, end }, ...readAll(program.body, site)];
  }
  const [param = block.path] = params;
  if (params.length > (builtIn.has(name) ? 1 : 0)) return [foreign(source, "there are no helpers here")];
  if (name === "with") return [foreign(source, "names are written out here: {{a.b}}")];
  const path = pathOf(param);
  if (typeof path === "string") return [foreign(source, path)];

  const body = readAll(program?.body ?? [], site);
  const otherwise = readAll(inverse?.body ?? [], site);
  const shown = (kind: "when" | "section", negated: boolean, part: readonly Piece[]): readonly Piece[] =>
    part.length === 0 ? [] : [{ kind, path, source, negated, body: part }];
  switch (params.length === 0 ? "" : name) {
    case "if":
      return [...shown("when", false, body), ...shown("when", true, otherwise)];
    case "unless":
      return [...shown("when", true, body), ...shown("when", false, otherwise)];
    case "each":
      return [{ kind: "each", path, source, body }, ...shown("when", true, otherwise)];
    default:
      return [...shown("section", false, body), ...shown("section", true, otherwise)];
  }
}

const builtIn = new Set(["if", "unless", "each", "with"]);

/** There are no partials here: their text is written in their place, where that means the same. */
function readPartial(statement: PartialStatement, site: Site): readonly Piece[] {
  const { name: expression, indent, params, hash } = statement;
  const source = sourceOf(statement, site);
  const name = originalOf(expression);
  const text = site.partials.get(name) ?? null;
  if (text === null)
    return [foreign(source, `there are no partials here, and no file was found to write ${name} in its place`)];
  if (site.open.includes(name)) return [foreign(source, "this partial includes itself")];
  if (indent !== "" || params.length > 0) {
    return [foreign(source, "a partial with an indentation or another context cannot be written in its place")];
  }
  const given = (hash?.pairs ?? []).map(({ key, value }) => ({ key, text: textOf(value), path: pathOf(value) }));
  if (given.some((one) => one.text === null && typeof one.path === "string")) {
    return [foreign(source, "a partial takes names and texts only here")];
  }
  const { pieces, why } = readText({ ...site, text, lines: lineStarts(text), open: [...site.open, name] });
  if (pieces === null) return [foreign(source, why)];
  return give(pieces, new Map(given.map(({ key, text: literal, path }) => [key, literal ?? path])));
}

function sourceOf(statement: Statement, site: Site): string {
  return site.text.slice(...offsetsOf(statement, site));
}

function offsetsOf({ loc }: Statement, { lines }: Site): [number, number] {
  const offset = ({ line, column }: { line: number; column: number }): number => (lines[line - 1] ?? 0) + column;
  return [offset(loc.start), offset(loc.end)];
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
