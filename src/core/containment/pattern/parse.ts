import { type Cursor, newCursor } from "./cursor.ts";
import { anyButLineEnds, type Expression } from "./expression.ts";
import { readClass, readEscape } from "./character.ts";

/** A pattern of JSON Schema (ECMA-262 with the flag `u`), or `null` where it is no regular expression in the strict sense. */
export function parsePattern(source: string): Expression | null {
  try {
    RegExp(source, "u");
  } catch {
    return null;
  }
  const cursor = newCursor(source);
  const expression = readChoice(cursor);
  return cursor.failed || cursor.peek() !== null ? null : expression;
}

function readChoice(cursor: Cursor): Expression {
  const parts = [readSequence(cursor)];
  while (cursor.take("|")) parts.push(readSequence(cursor));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: "choice", parts };
}

function readSequence(cursor: Cursor): Expression {
  const parts: Expression[] = [];
  for (let next = cursor.peek(); next !== null && next !== "|" && next !== ")"; next = cursor.peek()) {
    parts.push(readRepeat(cursor, readOne(cursor)));
    if (cursor.failed) break;
  }
  return { kind: "sequence", parts };
}

function readOne(cursor: Cursor): Expression {
  if (cursor.take("^")) return { kind: "start" };
  if (cursor.take("$")) return { kind: "end" };
  if (cursor.take(".")) return { kind: "character", ranges: anyButLineEnds };
  if (cursor.take("(")) return readGroup(cursor);
  if (cursor.take("[")) return { kind: "character", ranges: readClass(cursor) };
  if (cursor.take("\\")) return { kind: "character", ranges: readEscape(cursor) };
  const code = cursor.next().codePointAt(0) ?? 0;
  return { kind: "character", ranges: [[code, code]] };
}

/** Looking ahead or behind is beyond regular expressions in the strict sense. */
function readGroup(cursor: Cursor): Expression {
  if (cursor.take("?") && !cursor.take(":")) {
    if (!cursor.take("<") || cursor.peek() === "=" || cursor.peek() === "!") cursor.fail();
    while (!cursor.failed && !cursor.take(">")) cursor.next();
  }
  const inner = readChoice(cursor);
  if (!cursor.take(")")) cursor.fail();
  return inner;
}

function readRepeat(cursor: Cursor, part: Expression): Expression {
  const [least, most] = readTimes(cursor);
  if (least === 1 && most === 1) return part;
  // Greedy or not, the same strings match.
  cursor.take("?");
  return { kind: "repeat", part, least, most };
}

function readTimes(cursor: Cursor): readonly [number, number] {
  if (cursor.take("*")) return [0, Infinity];
  if (cursor.take("+")) return [1, Infinity];
  if (cursor.take("?")) return [0, 1];
  if (!cursor.take("{")) return [1, 1];
  const least = cursor.number();
  const most = cursor.take(",") ? (cursor.peek() === "}" ? Infinity : cursor.number()) : least;
  if (!cursor.take("}")) cursor.fail();
  return [least, most];
}
