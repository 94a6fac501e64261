import { Composer, type Document, type YAMLError } from "yaml";
import { yamlLimits } from "./limits.ts";
import { explainProblem, type YamlProblem } from "./problems.ts";
import { nothingSeen, type Seen, tokensOf } from "./tokens.ts";

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
  const seen = nothingSeen();
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
