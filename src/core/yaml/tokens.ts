import { CST, Lexer, Parser } from "yaml";
import { thousands } from "../text.ts";
import { yamlLimits } from "./limits.ts";
import type { YamlProblem } from "./problems.ts";

/** What the stream of tokens shows, while it is read. */
export interface Seen {
  readonly refused: YamlProblem[];
  /** Brackets that were opened, and not closed or not by their own. */
  readonly open: Bracket[];
  /** The first quote that nothing closes. */
  unclosed: YamlProblem | null;
  /** The limit that was passed: nothing is read from there on. */
  excess: YamlProblem | null;
}

interface Bracket {
  readonly offset: number;
  readonly close: "}" | "]";
}

export function nothingSeen(): Seen {
  return { refused: [], open: [], unclosed: null, excess: null };
}

/** The tokens of a text, up to where it must not be read on; `seen` grows with them. */
export function* tokensOf(text: string, seen: Seen): Generator<CST.Token, void> {
  const parser = new Parser();
  let atScalar = false;
  let parts = 0;
  let errors = 0;
  const brackets: Bracket[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    const type: CST.TokenType | null = atScalar ? "scalar" : CST.tokenType(lexeme);
    // A mark of no width says that the next lexeme is a text without quotes.
    atScalar = !atScalar && type === "scalar";
    if (!atScalar && type !== "space" && type !== "newline" && type !== "comment") {
      parts += 1;
      look(lexeme, type, offset, seen);
      match(lexeme, type, offset, brackets, seen);
    }
    for (const token of parser.next(lexeme)) {
      if (token.type === "error") errors += 1;
      yield token;
    }
    if (isTooDeep(parser)) {
      seen.excess = { offset, message: `nested deeper than ${yamlLimits.depth} levels`, hint: "flatten the structure" };
      break;
    }
    if (parts > yamlLimits.parts) seen.excess = { offset, ...tooMany };
    // What is open is not built: that would take hundreds of megabytes, only to be refused.
    if (seen.excess !== null || errors + seen.refused.length > yamlLimits.faults) return;
  }
  seen.open.push(...brackets);
  yield* parser.end();
}

function match(lexeme: string, type: CST.TokenType | null, offset: number, brackets: Bracket[], seen: Seen): void {
  if (type === "flow-map-start" || type === "flow-seq-start") {
    brackets.push({ offset, close: type === "flow-map-start" ? "}" : "]" });
  } else if (type === "flow-map-end" || type === "flow-seq-end") {
    const bracket = brackets.pop();
    if (bracket !== undefined && bracket.close !== lexeme) seen.open.push(bracket);
  } else if (type === "flow-error-end") {
    seen.open.push(...brackets.splice(0));
  }
}

const tooMany = {
  message: `the file has more than ${thousands(yamlLimits.parts)} keys, values and signs`,
  hint: "split it into fragments, or keep data of this size out of the contract",
};

/** The stack holds the document, and what is open in it. */
function isTooDeep({ stack }: Parser): boolean {
  return stack.length > yamlLimits.depth + 1 && stack.filter(CST.isCollection).length > yamlLimits.depth;
}

/** Everything that makes a file mean more than it shows. */
function look(lexeme: string, type: CST.TokenType | null, offset: number, seen: Seen): void {
  const refusal = type === null ? undefined : refusals[type];
  if (refusal !== undefined) {
    const [kinds, hint] = refusal;
    const written = lexeme.length > 40 ? `${lexeme.slice(0, 39)}…` : lexeme;
    seen.refused.push({ offset, message: `${kinds} are not allowed, and \`${written}\` is one`, hint });
  }
  const quote = type === "double-quoted-scalar" ? '"' : type === "single-quoted-scalar" ? "'" : null;
  if (quote === null || seen.unclosed !== null || isClosed(lexeme, quote)) return;
  const inside = quote === '"' ? `\\"` : "''";
  seen.unclosed = {
    offset,
    message: `this ${quote} is not closed`,
    hint: `close it with another ${quote}; inside, a quote is written ${inside}, and further lines are indented`,
  };
}

const refusals: Readonly<Partial<Record<CST.TokenType, readonly [kinds: string, hint: string]>>> = {
  anchor: ["anchors", "remove it; a text that begins with & stands in quotes"],
  alias: ["aliases", "repeat the value, or move it to a fragment; a text that begins with * stands in quotes"],
  tag: ["tags", "write the plain value; a text that begins with ! stands in quotes"],
  "directive-line": ["directives", "remove the line: files are YAML 1.2"],
};

/** The lexer gives a quoted text up to its quote, or up to where the text cannot go on. */
function isClosed(lexeme: string, quote: '"' | "'"): boolean {
  if (lexeme.length < 2 || !lexeme.endsWith(quote)) return false;
  if (quote === "'") return true;
  const backslashes = /\\*$/.exec(lexeme.slice(0, -1))?.[0].length ?? 0;
  return backslashes % 2 === 0;
}
