import { Failure } from "../core/failure.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../core/json.ts";
import { printable } from "../core/place.ts";
import { type Conversation, type ProcessRequest, startProcess } from "./process.ts";

/** What an MCP server offers. */
export interface McpListing {
  /** As it calls itself. */
  readonly server: string | null;
  readonly tools: readonly Json[];
}

/**
 * Starts a server of the Model Context Protocol and asks it for its tools over stdio, page by page.
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#stdio
 *
 * @throws Failure PROCESS_MISSING, MCP_FAILED, INTERRUPTED
 */
export async function listMcpTools(request: ProcessRequest): Promise<McpListing> {
  const talk = startProcess(request);
  const listing = await askForTools(talk);
  const { exitCode, stderr, timedOut, why } = await talk.end();
  if (request.signal?.aborted === true) throw new Failure("INTERRUPTED", {});
  if (why !== null) throw new Failure("PROCESS_MISSING", { command: request.command, why });
  if (!("refusal" in listing)) return listing;
  const ended = exitCode === null ? "it ended" : `it ended with exit code ${exitCode}`;
  throw new Failure("MCP_FAILED", {
    command: [request.command, ...request.args].join(" "),
    why: timedOut ? `it was too slow: no list within ${(request.timeout ?? 0) / 1000} s` : (listing.refusal ?? ended),
    stderr: printable(stderr.trim().split("\n").slice(-stderrLines).join("\n")),
  });
}

const stderrLines = 10;

/** `null` where the server fell silent. */
interface Refusal {
  readonly refusal: string | null;
}

async function askForTools(talk: Conversation): Promise<McpListing | Refusal> {
  const ask = questions(talk);
  const hello = await ask("initialize", { protocolVersion, capabilities: {}, clientInfo });
  if (hello === null) return { refusal: null };
  const modern = modernVersion(hello);
  if ("error" in hello && modern === null) return { refusal: `initialize: ${sayError(hello)}` };
  if (modern === null) talk.say(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }));

  const meta: JsonObject = modern === null ? {} : { _meta: modernMeta(modern) };
  const tools: Json[] = [];
  let server = serverName(hello);
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const reply: Reply | null = await ask("tools/list", { ...meta, ...(cursor === null ? {} : { cursor }) });
    if (reply === null) return { refusal: null };
    if ("error" in reply) return { refusal: `tools/list: ${sayError(reply)}` };
    const { tools: found, nextCursor } = reply.result;
    if (!isJsonArray(found)) return { refusal: "tools/list: its answer has no `tools`" };
    tools.push(...found);
    server ??= serverName(reply);
    if (typeof nextCursor !== "string" || nextCursor === "") return { server, tools };
    if (nextCursor === cursor) return { refusal: "tools/list: it answers with the same page again and again" };
    cursor = nextCursor;
  }
  return { refusal: `tools/list: it has more than ${mostPages} pages` };
}

const protocolVersion = "2025-11-25";
const clientInfo = { name: "promptctl", version: "1" };
const mostPages = 1_000;

type Reply = { readonly result: JsonObject } | { readonly error: JsonObject };
type Ask = (method: string, params: JsonObject) => Promise<Reply | null>;

/** Asks one question at a time. What the server asks meanwhile is answered; what it logs is passed over. */
function questions(talk: Conversation): Ask {
  let id = 0;
  return async (method, params) => {
    id += 1;
    talk.say(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    for (;;) {
      const { done, value } = await talk.lines.next();
      if (done === true) return null;
      for (const message of [parseJson(value) ?? null].flat().filter((one) => isJsonObject(one))) {
        if ("method" in message) answer(talk, message);
        else if (message["id"] === id) return replyOf(message);
      }
    }
  };
}

function replyOf({ result, error }: JsonObject): Reply {
  if (isJsonObject(error)) return { error };
  return { result: isJsonObject(result) ? result : {} };
}

/** A server may ask whether somebody is there; everything else a client may decline. */
function answer(talk: Conversation, { id, method }: JsonObject): void {
  if (id === undefined) return;
  const said = method === "ping" ? { result: {} } : { error: { code: -32601, message: "not supported" } };
  talk.say(JSON.stringify({ jsonrpc: "2.0", id, ...said }));
}

function sayError(reply: Reply): string {
  const error = "error" in reply ? reply.error : {};
  return typeof error["message"] === "string" ? error["message"] : JSON.stringify(error);
}

/** Servers of 2026 may do without `initialize`: they name the versions that they speak, and take them per request. */
function modernVersion(hello: Reply): string | null {
  const data = "error" in hello ? hello.error["data"] : null;
  const supported = isJsonObject(data) && isJsonArray(data["supported"]) ? data["supported"] : [];
  return supported.find((version) => typeof version === "string") ?? null;
}

function modernMeta(version: string): JsonObject {
  return {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientInfo": clientInfo,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
}

function serverName(reply: Reply): string | null {
  if ("error" in reply) return null;
  const meta = reply.result["_meta"];
  const info = reply.result["serverInfo"] ?? (isJsonObject(meta) ? meta["io.modelcontextprotocol/serverInfo"] : null);
  const name = isJsonObject(info) ? info["name"] : null;
  return typeof name === "string" ? name : null;
}
