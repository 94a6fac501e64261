import type { Json } from "../json.ts";
import { readInline } from "./simple-inline.ts";
import { type Inline, keyAt, type Part, textOf } from "./simple-scalar.ts";

/** The line that is read next, from behind its indentation to its last visible character. */
interface Line {
  readonly text: string;
  at: number;
  /** How far it is indented; -1 behind the last one. */
  column: number;
  end: number;
  /** Where the line after it begins. */
  next: number;
}

/** Nobody nests deeper by hand, and a stack has an end. */
const deepest = 20;

/**
 * Mappings and lists in block style, of values that stand on one line or below `|`. Every line ends, and is indented
 * by nothing but spaces.
 *
 * @returns `undefined` where anything is written in another way, or is wrong
 */
export function readBlocks(text: string): Part | undefined {
  const line: Line = { text, at: 0, column: -1, end: 0, next: 0 };
  goOn(line);
  const top = line.column === 0 ? readBlock(line, 0) : undefined;
  return line.column === -1 ? top : undefined;
}

/** To the next line that says anything. */
function goOn(line: Line): void {
  const { text } = line;
  while (line.next < text.length) {
    const start = line.next;
    const stop = text.indexOf("\n", start);
    line.next = stop + 1;
    line.at = afterSpaces(text, start);
    if (line.at === stop || text[line.at] === "#") continue;
    line.column = line.at - start;
    line.end = stop;
    while (text[line.end - 1] === " ") line.end -= 1;
    return;
  }
  line.column = -1;
}

function afterSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === " ") at += 1;
  return at;
}

function readBlock(line: Line, depth: number): Part | undefined {
  if (depth > deepest) return undefined;
  return isItem(line.text, line.at) ? readList(line, depth) : readMap(line, depth);
}

function isItem(text: string, at: number): boolean {
  return text[at] === "-" && text[at + 1] === " ";
}

function readList(line: Line, depth: number): Part | undefined {
  const { text, at: offset, column } = line;
  const value: Json[] = [];
  const parts = new Map<number, Part>();
  while (line.column === column && isItem(text, line.at)) {
    const from = afterSpaces(text, line.at + 1);
    let part: Part | undefined;
    if (isItem(text, from) || keyAt(text, from) !== null) {
      // What is in the item begins on its line, and goes on in the same column.
      line.column += from - line.at;
      line.at = from;
      part = readBlock(line, depth + 1);
    } else if (from < line.end) {
      part = readValue(line, from, from, column);
    }
    if (part === undefined) return undefined;
    parts.set(value.length, part);
    value.push(part.value);
  }
  return line.column > column ? undefined : { offset, value, plain: null, parts };
}

function readMap(line: Line, depth: number): Part | undefined {
  const { text, at: offset, column } = line;
  const value: Record<string, Json> = {};
  const parts = new Map<string, Part>();
  while (line.column === column) {
    const key = keyAt(text, line.at);
    if (key === null || parts.has(key)) return undefined;
    const part = readEntry(line, afterSpaces(text, line.at + key.length + 1), depth);
    if (part === undefined) return undefined;
    parts.set(key, part);
    value[key] = part.value;
  }
  return line.column > column ? undefined : { offset, value, plain: null, parts };
}

/** @param from where the value begins, if it stands on the line of its key */
function readEntry(line: Line, from: number, depth: number): Part | undefined {
  const { at: offset, column } = line;
  if (from < line.end) return readValue(line, from, offset, column);
  goOn(line);
  if (line.column < column || (line.column === column && !isItem(line.text, line.at))) return undefined;
  const block = readBlock(line, depth + 1);
  return block === undefined ? undefined : { ...block, offset };
}

/** A value on one line, or the text below it. What is indented deeper than `column` behind it would go on with it. */
function readValue(line: Line, from: number, offset: number, column: number): Part | undefined {
  const { text, end } = line;
  const read = text[from] === "|" ? readLines(line, from, column) : readInline(text, from, end);
  goOn(line);
  return read === undefined || line.column > column ? undefined : { ...read, offset };
}

/** The text below `|` or `|-`: its first line says how far it is indented. */
function readLines(line: Line, from: number, column: number): Inline | undefined {
  const { text } = line;
  const header = text.slice(from, line.end);
  if (header !== "|" && header !== "|-") return undefined;
  const said: string[] = [];
  let indent = 0;
  for (let stop = 0; line.next < text.length; line.next = stop + 1) {
    stop = text.indexOf("\n", line.next);
    const spaces = afterSpaces(text, line.next) - line.next;
    const isEmpty = line.next + spaces === stop;
    if (isEmpty ? spaces > indent : spaces < indent && spaces > column) return undefined;
    if (!isEmpty && spaces <= column) break;
    if (!isEmpty && indent === 0) indent = spaces;
    said.push(isEmpty ? "" : text.slice(line.next + indent, stop));
  }
  if (indent === 0) return undefined;
  while (said.at(-1) === "") said.pop();
  return textOf(`${said.join("\n")}${header === "|" ? "\n" : ""}`);
}
