import type { Effect } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import type { ImportFormat, Source, Translation } from "../translation.ts";
import { readMcpReply } from "../mcp-reply.ts";
import { type Fields, fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { readJsonDocuments } from "../read.ts";
import { convertSchema } from "../schema.ts";
import { toolsAlone, type ForeignTool, inputOf, namedEntries, plainTool, refusedSource } from "../tools.ts";

/** Shape: https://modelcontextprotocol.io/specification/2025-11-25/schema#tool */
export const mcp: ImportFormat = {
  name: "mcp",
  reads: "a saved reply to tools/list, or a server that is started: promptctl import mcp -- <command…>",
  gives: "tools",
  translate: readTools,
};

function readTools({ text }: Source): Translation {
  const documents = readJsonDocuments(text);
  if ("why" in documents) return refusedSource(documents.why);
  const notes = newNotebook();
  const replies = documents.map((document) => readMcpReply(document, notes));
  if (replies.includes(null)) return refusedSource("it is no reply to tools/list: neither `tools` nor a list of tools");
  if (typeof replies.at(-1)?.nextCursor === "string") {
    notes.drop("", "nextCursor", "there are more tools on a page that is not in this file");
  }
  const list = replies.flatMap((reply) => reply?.tools ?? []);
  const tools = namedEntries(list, "tools", notes).map(({ called, entry }) => readTool(called, entry, notes));
  return toolsAlone(null, tools, notes);
}

function readTool(called: string, entry: JsonObject, notes: Notebook): ForeignTool {
  const fields = fieldsOf(entry, called, notes);
  fields.take("name");
  const title = fields.text("title");
  const hints = fieldsOf(fields.object("annotations") ?? {}, called, notes, "annotations");
  const tool = {
    ...plainTool,
    called,
    description: fields.text("description"),
    effect: effectOf(hints, notes),
    input: inputOf(fields, ["inputSchema"], notes),
    output: outputOf(fields, notes),
    annotations: annotationsOf(title, hints, notes),
  };
  hints.rest("no such annotation is known here");
  fields.drop("icons", "a contract has no pictures");
  fields.drop("_meta", "what it means is between that server and its clients");
  fields.rest("tools have no such field here");
  return tool;
}

/** Not said means the worst, as the protocol has it. */
function effectOf(hints: Fields, notes: Notebook): Effect {
  const readOnly = hints.flag("readOnlyHint");
  const destructive = hints.flag("destructiveHint");
  if (readOnly === true) {
    if (destructive === true)
      notes.assume(hints.of, "effect", "read: destructiveHint says nothing where readOnlyHint is true");
    return "read";
  }
  if (destructive !== null) return destructive ? "destructive" : "write";
  notes.assume(hints.of, "effect", "taken as destructive: destructiveHint is not said, and MCP means the worst then");
  return "destructive";
}

function annotationsOf(title: string | null, hints: Fields, notes: Notebook): JsonObject {
  const short = hints.text("title");
  if (title !== null && short !== null && title !== short)
    notes.drop(hints.of, hints.at("title"), "`title` is what is shown");
  const idempotentHint = hints.flag("idempotentHint");
  const openWorldHint = hints.flag("openWorldHint");
  return {
    ...(title === null && short === null ? {} : { title: title ?? short }),
    ...(idempotentHint === null ? {} : { idempotentHint }),
    ...(openWorldHint === null ? {} : { openWorldHint }),
  };
}

function outputOf(fields: Fields, notes: Notebook): JsonObject | null {
  const schema = fields.object("outputSchema");
  return schema === null ? null : convertSchema(schema, fields.of, fields.at("outputSchema"), notes);
}
