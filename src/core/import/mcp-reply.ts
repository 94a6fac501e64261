import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Notebook } from "./notes.ts";

/** What a server said about its tools, in one reply or in several pages. */
export interface McpTools {
  readonly tools: readonly Json[];
  /** There is another page. */
  readonly nextCursor: string | null;
}

/**
 * The tools of a reply to `tools/list`: the reply as it came (JSON-RPC), its result alone, a list of tools or of
 * replies, one tool. `null` where it is none of these.
 */
export function readMcpReply(reply: Json, notes: Notebook): McpTools | null {
  if (isJsonArray(reply)) {
    const pages = reply.map((item) => (isPage(item) ? readMcpReply(item, notes) : { tools: [item], nextCursor: null }));
    const tools = pages.flatMap((page) => page?.tools ?? []);
    return { tools, nextCursor: pages.at(-1)?.nextCursor ?? null };
  }
  if (!isJsonObject(reply)) return null;
  const { error, result, tools, nextCursor } = reply;
  if (isJsonObject(error)) {
    notes.refuse(
      "",
      "error",
      `the server answered with an error: ${String(error["message"] ?? JSON.stringify(error))}`,
    );
    return { tools: [], nextCursor: null };
  }
  if (isJsonObject(result)) return readMcpReply(result, notes);
  if (isJsonArray(tools)) return { tools, nextCursor: typeof nextCursor === "string" ? nextCursor : null };
  return "inputSchema" in reply || "name" in reply ? { tools: [reply], nextCursor: null } : null;
}

function isPage(item: Json): item is JsonObject {
  return isJsonObject(item) && ["result", "tools", "error"].some((key) => key in item) && !("inputSchema" in item);
}
