import type { Json, JsonObject } from "../json.ts";
import { closingAt, piecesOf } from "./brackets.ts";
import type { ShownCall } from "./calls.ts";
import { literalOf } from "./literals.ts";

/** `tool({"a": 1})`, `tool(a=1, b="x")`. */
export function writtenCalls(text: string, tools: ReadonlySet<string>, most: number): readonly ShownCall[] {
  const named = [...text.matchAll(/(?<![\w.-])([A-Za-z_][\w-]*)\(/g)].filter(([, tool = ""]) => tools.has(tool));
  return named.slice(0, most).flatMap((match): readonly ShownCall[] => {
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
