import { isJsonObject, type JsonObject } from "../../json.ts";
import type { ImportFormat, Source, Translation } from "../translation.ts";
import { fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { providerTool } from "../provider-tool.ts";
import { readJsonDocuments } from "../read.ts";
import { toolsAlone, type ForeignTool, inputOf, listUnder, namedEntries, plainTool, refusedSource } from "../tools.ts";

/** Tools as Chat Completions and Responses take them, and `functions`, as they were called first. */
export const openai: ImportFormat = {
  name: "openai",
  reads: "a list of tools, or a request that has one under `tools`",
  gives: "tools",
  translate: readTools,
};

function readTools({ text }: Source): Translation {
  const documents = readJsonDocuments(text);
  if ("why" in documents) return refusedSource(documents.why);
  const notes = newNotebook();
  const isTool = (value: JsonObject): boolean => "type" in value || "name" in value;
  const lists = documents.map((document) => listUnder(document, ["tools", "functions"], isTool, notes));
  const list = lists.flatMap((one) => one ?? []);
  if (lists.includes(null)) return refusedSource("it holds no tools: neither a list nor `tools`");
  const tools = namedEntries(list, "tools", notes, nameOf).map(({ called, entry }) => readTool(called, entry, notes));
  return toolsAlone(null, tools, notes);
}

/** A tool of OpenAI's own has a type and no name. */
function nameOf(entry: JsonObject): JsonObject[string] | undefined {
  const { type, name } = entry;
  const inner = typeof type === "string" ? entry[type] : entry["function"];
  return name ?? (isJsonObject(inner) ? inner["name"] : undefined) ?? (type === "function" ? undefined : type);
}

function readTool(called: string, entry: JsonObject, notes: Notebook): ForeignTool {
  const outer = fieldsOf(entry, called, notes);
  const type = outer.take("type") ?? "function";
  if (type !== "function") return providerTool(called, "openai", entry, notes);
  const inner = outer.object("function");
  const fields = inner === null ? outer : fieldsOf(inner, called, notes, "function");
  fields.take("name");
  const tool = {
    ...plainTool,
    called,
    description: fields.text("description"),
    input: inputOf(fields, ["parameters"], notes),
  };
  fields.drop(
    "strict",
    "what the schema says is always what is validated; how a provider enforces it is not said here",
  );
  fields.rest("tools have no such field here");
  if (inner !== null) outer.rest("tools have no such field here");
  return tool;
}
