import { isJsonObject, type Json, type JsonObject, parseJson } from "../json.ts";
import type { Path } from "../place.ts";
import { closingAt, piecesOf } from "./brackets.ts";
import { literalOf } from "./literals.ts";
import type { ContractFile } from "./schema.ts";
import { textsIn } from "./texts.ts";

/** A call of a tool that a text shows. */
export interface ShownCall {
  readonly tool: string;
  /** Of the name of the tool. */
  readonly offset: number;
  /** The arguments that it names. */
  readonly names: readonly { readonly name: string; readonly offset: number }[];
  /** `null` where a value is left open: `…`, `<id>`, `{{order_id}}`, or a word for it. */
  readonly arguments: JsonObject | null;
  /** Shows the whole call; else it may name the one argument that a sentence is about. */
  readonly whole: boolean;
}

/** The calls that the texts of a contract show: several rules ask, and the texts are read once. */
export function callsShownIn(
  written: ContractFile,
): readonly { readonly path: Path; readonly text: string; readonly calls: readonly ShownCall[] }[] {
  const known = shown.get(written);
  if (known !== undefined) return known;
  const names = written.tools.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const calls = textsIn(written).map(({ path, text }) => ({ path, text, calls: shownCalls(text, names) }));
  shown.set(written, calls);
  return calls;
}

const shown = new WeakMap<ContractFile, ReturnType<typeof callsShownIn>>();

/**
 * Calls of these tools that name their arguments: `tool({"a": 1})`, `tool(a=1, b="x")`, and as a provider writes
 * them, `{"name": "tool", "arguments": {…}}`. Calls whose arguments have no names say too little to be judged.
 */
export function shownCalls(text: string, tools: readonly string[]): readonly ShownCall[] {
  const known = new Set(tools);
  return [...writtenCalls(text, known), ...jsonCalls(text, known)].toSorted(
    (left, right) => left.offset - right.offset,
  );
}

/** Of either kind in one text: no prompt shows more, and whoever made a longer one did not write it to be read. */
const mostCalls = 500;

function writtenCalls(text: string, tools: ReadonlySet<string>): readonly ShownCall[] {
  const named = [...text.matchAll(/(?<![\w.-])([A-Za-z_][\w-]*)\(/g)].filter(([, tool = ""]) => tools.has(tool));
  return named.slice(0, mostCalls).flatMap((match): readonly ShownCall[] => {
    const tool = match[1] ?? "";
    const open = match.index + tool.length;
    const close = closingAt(text, open);
    if (close === null) return [];
    const given = argumentsIn(text, open + 1, close);
    if (given === null) return [];
    const whole = given.isJson || standsAlone(text, match.index, close + 1);
    return [{ tool, offset: match.index, names: given.names, arguments: given.values, whole }];
  });
}

/** `null` where there are none, or where they have no names. */
function argumentsIn(text: string, start: number, end: number): Given | null {
  const inner = text.slice(start, end);
  const isJson = /^\s*\{[\s\S]*\}\s*$/.test(inner);
  const from = isJson ? start + inner.indexOf("{") + 1 : start;
  const pieces = piecesOf(text, from, isJson ? start + inner.lastIndexOf("}") : end);
  const names: { name: string; offset: number }[] = [];
  const values: Record<string, Json> = {};
  let isOpen = false;
  for (const piece of pieces) {
    const [written = "", name = "", value = ""] =
      /^\s*["']?([A-Za-z_]\w*)["']?\s*\??(?::|=(?![=>]))\s*([\s\S]+)$/.exec(piece.text) ?? [];
    if (written === "") {
      if (!/^\s*(?:…|\.{3})\s*$/.test(piece.text)) return null;
      isOpen = true;
      continue;
    }
    const literal = literalOf(value.trim());
    isOpen ||= literal === undefined;
    names.push({ name, offset: piece.offset + piece.text.indexOf(name) });
    values[name] = literal ?? null;
  }
  return names.length === 0 ? null : { names, values: isOpen ? null : values, isJson };
}

interface Given {
  readonly names: ShownCall["names"];
  readonly values: JsonObject | null;
  readonly isJson: boolean;
}

/** On a line of its own, as an item of a list or in code marks or not. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf("\n", start) + 1, start);
  const after = /^[^\n]*/.exec(text.slice(end))?.[0] ?? "";
  return /^\s*(?:[-*+>]\s+|\d+[.)]\s+)?[`]*$/.test(before) && /^[`]*[;.]?\s*$/.test(after);
}

function jsonCalls(text: string, tools: ReadonlySet<string>): readonly ShownCall[] {
  if (!text.includes('"')) return [];
  const pattern = /"(?:name|tool|tool_name|function|function_name)"\s*:\s*"([A-Za-z_][\w-]*)"/g;
  const named = [...text.matchAll(pattern)].filter(([, tool = ""]) => tools.has(tool));
  return named.slice(0, mostCalls).flatMap((match): readonly ShownCall[] => {
    const tool = match[1] ?? "";
    const open = objectAround(text, match.index);
    const close = open === null ? null : closingAt(text, open);
    if (open === null || close === null) return [];
    const call = parseJson(text.slice(open, close + 1));
    const given = isJsonObject(call) ? givenBy(call) : null;
    if (given === null) return [];
    const offset = match.index + match[0].lastIndexOf(tool);
    const names = Object.keys(given).map((name) => ({
      name,
      offset: open + Math.max(0, text.slice(open, close).search(new RegExp(`\\b${name.replaceAll(/\W/g, "\\$&")}\\b`))),
    }));
    const values = Object.values(given).every((value) => literalOf(JSON.stringify(value)) !== undefined);
    return [{ tool, offset, names, arguments: values ? given : null, whole: true }];
  });
}

/** The arguments of a call; a definition of a tool has a schema in their place. */
function givenBy(call: JsonObject): JsonObject | null {
  if (call["description"] !== undefined || call["inputSchema"] !== undefined) return null;
  const key = ["arguments", "args", "input", "parameters", "params", "tool_input"].find(
    (one) => call[one] !== undefined,
  );
  const written = key === undefined ? undefined : call[key];
  const given = typeof written === "string" ? parseJson(written) : written;
  if (!isJsonObject(given) || (isJsonObject(given["properties"]) && given["type"] === "object")) return null;
  return given;
}

/** Where the object begins that a character stands in; looked for nearby only. */
function objectAround(text: string, at: number): number | null {
  let depth = 0;
  for (let position = at - 1; position >= Math.max(0, at - 2_000); position -= 1) {
    const character = text.charAt(position);
    if (character === "}") depth += 1;
    else if (character === "{" && depth === 0) return position;
    else if (character === "{") depth -= 1;
  }
  return null;
}
