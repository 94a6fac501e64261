import { isJsonArray, isJsonObject, type JsonObject } from "../../json.ts";
import type { ImportFormat, Source, Translation } from "../translation.ts";
import { type Fields, fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { providerTool } from "../provider-tool.ts";
import { readJsonDocuments } from "../read.ts";
import { convertSchema } from "../schema.ts";
import { toolsAlone, type ForeignTool, inputOf, listUnder, namedEntries, plainTool, refusedSource } from "../tools.ts";

/** Tools as generateContent takes them: groups of declarations beside tools of Google's own. */
export const gemini: ImportFormat = {
  name: "gemini",
  reads: "a list of tools or of function declarations, or a request that has one under `tools`",
  gives: "tools",
  translate: readTools,
};

const declarationKeys = ["functionDeclarations", "function_declarations"];

function readTools({ text }: Source): Translation {
  const documents = readJsonDocuments(text);
  if ("why" in documents) return refusedSource(documents.why);
  const notes = newNotebook();
  const isTool = (value: JsonObject): boolean => "name" in value || isGroup(value);
  const lists = documents.map((document) => listUnder(document, ["tools"], isTool, notes));
  if (lists.includes(null)) return refusedSource("it holds no tools: neither a list nor `tools`");
  const entries = lists.flatMap((one) => one ?? []);
  const tools = entries.flatMap((entry, index) =>
    isJsonObject(entry) && !("name" in entry)
      ? readGroup(entry, `tools[${index}]`, notes)
      : namedEntries([entry], "tools", notes).map((one) => readDeclaration(one.called, one.entry, notes)),
  );
  return toolsAlone(null, tools, notes);
}

function isGroup(value: JsonObject): boolean {
  return Object.keys(value).some((key) => declarationKeys.includes(key) || ownTools.has(snakeCase(key)));
}

const ownTools = new Set([
  "code_execution",
  "computer_use",
  "enterprise_web_search",
  "file_search",
  "google_maps",
  "google_search",
  "google_search_retrieval",
  "retrieval",
  "url_context",
]);

/** One tool object may hold declarations and several tools of Google's own, each under its key. */
function readGroup(group: JsonObject, place: string, notes: Notebook): readonly ForeignTool[] {
  return Object.entries(group).flatMap(([key, value]) => {
    if (isJsonObject(value)) return [providerTool(snakeCase(key), "gemini", { [key]: value }, notes)];
    if (declarationKeys.includes(key) && isJsonArray(value)) {
      const where = `${place}.${key}`;
      return namedEntries(value, where, notes).map(({ called, entry }) => readDeclaration(called, entry, notes));
    }
    notes.refuse(`${place}.${key}`, "", "this is neither a list of declarations nor a tool of Google's own");
    return [];
  });
}

function readDeclaration(called: string, entry: JsonObject, notes: Notebook): ForeignTool {
  const fields = fieldsOf(entry, called, notes);
  fields.take("name");
  const tool = {
    ...plainTool,
    called,
    description: fields.text("description"),
    input: inputOf(fields, ["parameters", "parametersJsonSchema", "parameters_json_schema"], notes),
    output: outputOf(fields, notes),
  };
  fields.drop("behavior", "whether a call blocks is for the program that runs it");
  fields.rest("tools have no such field here");
  return tool;
}

function outputOf(fields: Fields, notes: Notebook): JsonObject | null {
  const found = ["response", "responseJsonSchema", "response_json_schema"].flatMap((key) => {
    const schema = fields.object(key);
    return schema === null ? [] : [{ key, schema }];
  });
  const [first, ...others] = found;
  for (const { key } of others) notes.drop(fields.of, key, `${first?.key ?? ""} is what is read`);
  return first === undefined ? null : convertSchema(first.schema, fields.of, first.key, notes);
}

function snakeCase(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
