import { Composer, CST, type Document, Lexer, Parser, type YAMLError } from "yaml";
import { thousands } from "../text.ts";
import { yamlLimits } from "./limits.ts";
import { explainProblem } from "./problems.ts";

/** What is wrong at a character of a file, and what to do. */
export interface YamlProblem {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

export interface Composed {
  /** `null` where the file was not read to its end. */
  readonly document: Document.Parsed | null;
  readonly problems: readonly YamlProblem[];
  /** Up to where the text says what its author meant. */
  readonly readTo: number;
  /** The parser found nothing wrong. */
  readonly wellFormed: boolean;
}

/**
 * Reads a text as one document of YAML 1.2. What a contract may not hold is seen in the stream of tokens,
 * where it has its exact place, and before anything is built that would take memory or the stack.
 */
export function composeYaml(text: string): Composed {
  const seen: Seen = { refused: [], open: [], unclosed: null, excess: null };
  const composer = new Composer(options);
  // `forceDoc`: an empty file is a document too.
  const documents = composer.compose(tokensOf(text, seen), true, text.length);
  const document = documents.next().value ?? null;
  const second = seen.excess === null ? (documents.next().value ?? null) : null;
  const { refused, unclosed, excess } = seen;
  const conflict = conflictIn(text);
  // What follows an open quote, or a limit, is not what was meant.
  const ends = [unclosed, excess, conflict].flatMap((one) => one ?? []);
  const readTo = Math.min(Infinity, ...ends.map(({ offset }) => offset));
  const grammar = explainAll([...(document?.errors ?? []), ...(document?.warnings ?? [])], text, seen);
  const problems = [...refused, ...(second === null ? [] : [severalDocuments(second)]), ...grammar].filter(
    ({ offset }) => offset < readTo,
  );
  problems.push(...ends.filter(({ offset }) => offset === readTo));
  const wellFormed = grammar.length === 0 && readTo === Infinity;
  return { document: excess === null ? document : null, problems, readTo, wellFormed };
}

/** What the parser says, in our words: one fault a line, because the others of the line follow from it. */
function explainAll(errors: readonly YAMLError[], text: string, { refused, open }: Seen): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  let said = -1;
  let unclosed = false;
  for (const { code, message, pos } of errors.toSorted((left, right) => left.pos[0] - right.pos[0])) {
    const [offset] = pos;
    if (problems.length >= yamlLimits.faults) break;
    // What is refused anyway needs no second fault.
    if (refused.length > 0 && (ofRefused.has(code) || /directives|Tags and anchors|props/.test(message))) continue;
    // Nor does a bracket that closes nothing, behind one that was not closed.
    if (offset < said || (unclosed && /flow-(?:map|seq)-end/.test(message))) continue;
    const start = text.lastIndexOf("\n", offset - 1) + 1;
    const end = text.indexOf("\n", offset);
    said = end === -1 ? text.length + 1 : end;
    const bracket = open.findLast((one) => one.offset < offset && message.endsWith(one.close));
    unclosed ||= bracket !== undefined;
    const spot = {
      message,
      before: text.slice(Math.max(start, offset - 40), offset),
      here: text.slice(offset, Math.min(said, offset + 200)),
      opened: bracket === undefined ? null : text.slice(0, bracket.offset).split("\n").length,
    };
    problems.push({ offset, ...explainProblem(code, spot) });
  }
  return problems;
}

/** What an anchor, an alias, a tag or a directive does to what is around it. */
const ofRefused: ReadonlySet<string> = new Set([
  "ALIAS_PROPS",
  "BAD_ALIAS",
  "BAD_COLLECTION_TYPE",
  "BAD_DIRECTIVE",
  "BAD_PROP_ORDER",
  "MULTIPLE_ANCHORS",
  "MULTIPLE_TAGS",
  "TAG_RESOLVE_FAILED",
]);

const options = {
  version: "1.2",
  schema: "core",
  merge: false,
  // The library compares each key with each other; `readValue` does not.
  uniqueKeys: false,
  stringKeys: true,
  prettyErrors: false,
  logLevel: "error",
} as const;

interface Seen {
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

function* tokensOf(text: string, seen: Seen): Generator<CST.Token, void> {
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

/** What git leaves in a file where two people changed the same lines. Text below `|` is indented. */
function conflictIn(text: string): YamlProblem | null {
  const start = `\n${text}`.indexOf("\n<<<<<<<");
  const middle = start === -1 ? -1 : text.indexOf("\n=======\n", start);
  if (middle === -1 || !text.includes("\n>>>>>>>", middle)) return null;
  const message = "a merge of git was not ended: both sides are here";
  return { offset: start, message, hint: "choose one side, and remove the lines <<<<<<<, ======= and >>>>>>>" };
}

function severalDocuments(second: Document.Parsed): YamlProblem {
  return {
    offset: second.range[0],
    message: "a second document begins here, and a file holds one",
    hint: "remove the `---` in front of it, or move it to a file of its own; inside a text below `|`, indent the `---`",
  };
}
