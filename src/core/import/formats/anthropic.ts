import type { JsonObject } from "../../json.ts";
import type { ImportFormat, Source, Translation } from "../translation.ts";
import { fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { providerTool } from "../provider-tool.ts";
import { readJsonDocuments } from "../read.ts";
import { toolsAlone, type ForeignTool, inputOf, listUnder, namedEntries, plainTool, refusedSource } from "../tools.ts";

/** Tools as the Messages API takes them. */
export const anthropic: ImportFormat = {
  name: "anthropic",
  reads: "a list of tools, or a request that has one under `tools`",
  gives: "tools",
  translate: readTools,
};

function readTools({ text }: Source): Translation {
  const documents = readJsonDocuments(text);
  if ("why" in documents) return refusedSource(documents.why);
  const notes = newNotebook();
  const lists = documents.map((document) => listUnder(document, ["tools"], (value) => "name" in value, notes));
  if (lists.includes(null)) return refusedSource("it holds no tools: neither a list nor `tools`");
  const list = lists.flatMap((one) => one ?? []);
  const nameOf = (entry: JsonObject) => entry["name"] ?? entry["type"];
  const tools = namedEntries(list, "tools", notes, nameOf).map(({ called, entry }) => readTool(called, entry, notes));
  return toolsAlone(null, tools, notes);
}

function readTool(called: string, entry: JsonObject, notes: Notebook): ForeignTool {
  const fields = fieldsOf(entry, called, notes);
  const type = fields.take("type") ?? "custom";
  if (type !== "custom") return providerTool(called, "anthropic", entry, notes);
  fields.take("name");
  const tool = {
    ...plainTool,
    called,
    description: fields.text("description"),
    input: inputOf(fields, ["input_schema"], notes),
  };
  fields.drop("cache_control", "caching is for the program that sends the request");
  fields.drop("input_examples", "examples of calls have no place in a tool here: write them into its description");
  fields.drop(
    "strict",
    "what the schema says is always what is validated; how a provider enforces it is not said here",
  );
  fields.rest("tools have no such field here");
  return tool;
}
