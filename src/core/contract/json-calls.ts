import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { closingAt } from "./brackets.ts";
import type { ShownCall } from "./calls.ts";
import { literalOf } from "./literals.ts";

/** `{"name": "tool", "arguments": {…}}`, in the words of each provider. */
export function jsonCalls(text: string, tools: ReadonlySet<string>, most: number): readonly ShownCall[] {
  if (!text.includes('"')) return [];
  const pattern = /"(?:name|tool|tool_name|function|function_name)"\s*:\s*"([A-Za-z_][\w-]*)"/g;
  const named = [...text.matchAll(pattern)].filter(([, tool = ""]) => tools.has(tool));
  return named.slice(0, most).flatMap((match): readonly ShownCall[] => {
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
