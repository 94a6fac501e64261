import { Failure } from "../../failure.ts";
import { isJsonArray, type JsonObject } from "../../json.ts";
import { parseTemplate, type TemplateNode } from "./parse.ts";
import { lookUp, renderNodes } from "./render.ts";

/** A text in which some variables wait for their values: it is still a template. */
export interface PartialText {
  readonly text: string;
  /** The names that have no value yet, in the order of the text; none, and the text is final. */
  readonly open: readonly string[];
}

/**
 * Renders what has a value and leaves the rest as it is written, so that rendering the result with the
 * missing values gives what rendering with all of them would have given.
 *
 * @throws Failure BAD_TEMPLATE
 */
export function renderPartly(text: string, values: JsonObject): PartialText {
  if (!text.includes("{{")) return { text, open: [] };
  const { nodes, faults } = parseTemplate(text);
  const [fault] = faults;
  if (fault !== undefined) throw new Failure("BAD_TEMPLATE", { why: `${fault.message}; ${fault.hint}` });
  const pieces = nodes.flatMap((node) => piecesOf(node, values));
  const open = pieces.flatMap(({ name }) => name ?? []);
  return { text: assemble(pieces), open: [...new Set(open)] };
}

interface Piece {
  readonly text: string;
  /** A tag of a section: it must not take its line with it where it did not before. */
  readonly section: boolean;
  /** The variable that waits here. */
  readonly name: string | null;
}

function piecesOf(node: TemplateNode, values: JsonObject): readonly Piece[] {
  if (node.kind === "text") return [fixed(node.text)];
  if (!hasValue(node.name, values)) return written(node);
  if (node.kind === "section") {
    const value = lookUp(node.name, values);
    // The names inside are those around it; with the items of a list they are the items', which are all there.
    const around = node.inverted ? value === false || (isJsonArray(value) && value.length === 0) : value === true;
    if (around) return node.children.flatMap((child) => piecesOf(child, values));
  }
  return [fixed(renderNodes([node], values))];
}

/** A part of a template that waits, as it could have been written; nothing inside is filled in. */
function written(node: TemplateNode): readonly Piece[] {
  if (node.kind === "text") return [fixed(node.text)];
  if (node.kind === "variable") return [{ text: `{{${node.name}}}`, section: false, name: node.name }];
  const { name, inverted, children } = node;
  return [
    { text: `{{${inverted ? "^" : "#"}${name}}}`, section: true, name },
    ...children.flatMap(written).map((piece) => ({ ...piece, name: null })),
    { text: `{{/${name}}}`, section: true, name: null },
  ];
}

/** A section's tag alone on its line takes the line with it: an empty comment keeps it from being alone. */
function assemble(pieces: readonly Piece[]): string {
  let text = "";
  pieces.forEach((piece, index) => {
    text += piece.text;
    if (!piece.section) return;
    const rest = lineOf(pieces.slice(index + 1));
    const [, lead] = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, -piece.text.length)) ?? [];
    const [trail] = /^[ \t]*(?:\n|$)/.exec(rest) ?? [];
    if (lead !== undefined && trail !== undefined && lead + trail !== "") text += "{{!}}";
  });
  return text;
}

/** What follows, to the end of the line. */
function lineOf(pieces: readonly Piece[]): string {
  let line = "";
  for (const { text } of pieces) {
    line += text;
    if (line.includes("\n")) break;
  }
  return line;
}

function fixed(text: string): Piece {
  return { text, section: false, name: null };
}

function hasValue(name: string, values: JsonObject): boolean {
  const [first = ""] = name.split(".");
  return name === "." || Object.hasOwn(values, first);
}
