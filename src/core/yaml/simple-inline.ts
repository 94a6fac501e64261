import type { Json } from "../json.ts";
import { type Inline, keyAt, type Part, quoted, readPlain, textOf } from "./simple-scalar.ts";

/**
 * A value that takes up a part of one line, without comments, escapes, or a number in any but the usual form.
 *
 * @returns `undefined` where anything is written in another way, or is wrong
 */
export function readInline(text: string, from: number, end: number): Inline | undefined {
  const written = text.slice(from, end);
  if (quoted.test(written)) return textOf(written.slice(1, -1));
  if (written.startsWith("[") || written.startsWith("{")) {
    const flow: Flow = { text, at: from };
    const value = readFlow(flow, 0);
    return flow.at === end ? value : undefined;
  }
  return sign.test(written) || /:(?: |$)| #/.test(written) ? undefined : readPlain(written, from);
}

/** What means something at the beginning of a value. */
const sign = /^(?:[?:,[\]{}#&*!|>'"%@`]|-(?!\d))/;

interface Flow {
  readonly text: string;
  at: number;
}

/** Lists and mappings inside each other. */
const deepest = 20;

function readFlow(flow: Flow, depth: number): Inline | undefined {
  const open = flow.text[flow.at];
  if (depth > deepest) return undefined;
  return open === "[" ? readFlowList(flow, depth) : open === "{" ? readFlowMap(flow, depth) : readFlowScalar(flow);
}

function readFlowList(flow: Flow, depth: number): Inline | undefined {
  const value: Json[] = [];
  const parts = new Map<number, Part>();
  for (let more = begin(flow, "]"); more; more = goOn(flow)) {
    const offset = flow.at;
    const item = readFlow(flow, depth + 1);
    if (item === undefined) return undefined;
    parts.set(value.length, { ...item, offset });
    value.push(item.value);
  }
  return end(flow, "]") ? { value, plain: null, parts } : undefined;
}

function readFlowMap(flow: Flow, depth: number): Inline | undefined {
  const value: Record<string, Json> = {};
  const parts = new Map<string, Part>();
  for (let more = begin(flow, "}"); more; more = goOn(flow)) {
    const offset = flow.at;
    const key = keyAt(flow.text, offset);
    if (key === null || parts.has(key)) return undefined;
    flow.at += key.length + 1;
    skipSpaces(flow);
    const part = readFlow(flow, depth + 1);
    if (part === undefined) return undefined;
    parts.set(key, { ...part, offset });
    value[key] = part.value;
  }
  return end(flow, "}") ? { value, plain: null, parts } : undefined;
}

function readFlowScalar(flow: Flow): Inline | undefined {
  flowScalar.lastIndex = flow.at;
  const written = flowScalar.exec(flow.text)?.[0];
  if (written === undefined) return undefined;
  const offset = flow.at;
  flow.at += written.length;
  return quoted.test(written) ? textOf(written.slice(1, -1)) : readPlain(written, offset);
}

/** In quotes, or words of nothing that could mean anything. */
const flowScalar = /"[^"\\\n]*"|'[^'\n]*'(?!')|-?[\w./$][\w./$()+-]*(?: +[\w./$()+-]+)*/y;

/** Behind the bracket; whether there is anything in it. */
function begin(flow: Flow, close: string): boolean {
  flow.at += 1;
  skipSpaces(flow);
  return flow.text[flow.at] !== close;
}

/** Behind the comma; whether there is one. */
function goOn(flow: Flow): boolean {
  skipSpaces(flow);
  if (flow.text[flow.at] !== ",") return false;
  flow.at += 1;
  skipSpaces(flow);
  return true;
}

function end(flow: Flow, close: string): boolean {
  flow.at += 1;
  return flow.text[flow.at - 1] === close;
}

function skipSpaces(flow: Flow): void {
  while (flow.text[flow.at] === " ") flow.at += 1;
}
