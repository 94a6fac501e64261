import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { chatOf } from "../chat.ts";
import { fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { parametersFrom } from "../parameters.ts";
import { messagesOf, templateReader } from "../prompty/messages.ts";
import { modelOf } from "../prompty/model.ts";
import { readFrontMatter } from "../read.ts";
import { convertSchema } from "../schema.ts";
import { type ForeignTool, inputOf, namedEntries, plainTool, refusedSource, toolEntries } from "../tools.ts";
import type { ImportFormat, Source, Translation } from "../translation.ts";
import { variablesFrom } from "../variables.ts";

/** Microsoft's Prompty, the first and the second form of its metadata. https://prompty.ai */
export const prompty: ImportFormat = {
  name: "prompty",
  reads:
    "a .prompty file: YAML between lines of --- above a Jinja or Mustache template with `system:` and `user:` lines",
  gives: "contract",
  translate,
};

function translate({ text }: Source): Translation {
  const front = readFrontMatter(text);
  if (front.why !== null) return refusedSource(`its metadata cannot be read: ${front.why}`);
  const notes = newNotebook();
  const fields = fieldsOf(front.data ?? {}, "", notes);
  const name = fields.text("name");
  const description = fields.text("description");
  const { model, settings, tools: modelTools, output: modelOutput } = modelOf(fields.take("model"), notes);
  const inputs = fields.take("inputs") ?? fields.take("inputSchema");
  const declared = inputs === null ? {} : variablesFrom(schemaOf(inputs, "inputs", false, notes), {}, notes);
  const outputs = fields.take("outputs") ?? fields.take("outputSchema");
  const read = templateReader(fields, notes);
  const contract = {
    description,
    model,
    settings,
    ...chatOf(messagesOf(front.body, read, notes), declared, notes),
    output: outputs === null ? modelOutput : schemaOf(outputs, "outputs", false, notes),
  };
  const tools = [...(fields.list("tools") ?? []), ...modelTools];
  fields.drop("sample", "samples are for trying out: write a golden task with them");
  fields.rest("a contract has no such field");
  return { name, contract, tools: toolEntries(toolsOf(tools, notes), notes), tasks: [], notes: notes.notes };
}

/** A list or a mapping of named values, or (`properties`) a schema around one. */
function schemaOf(value: Json, field: string, optional: boolean, notes: Notebook): JsonObject {
  const wrapped = isJsonObject(value) && (isJsonArray(value["properties"]) || value["type"] === "object");
  if (!wrapped) return parametersFrom(value, field, optional, notes);
  const { properties = [], ...rest } = value;
  if (isJsonObject(properties) && value["type"] === "object") return convertSchema(value, "", field, notes);
  for (const key of Object.keys(rest)) notes.drop("", `${field}.${key}`, "there is no such field here");
  return parametersFrom(properties, `${field}.properties`, optional, notes);
}

function toolsOf(list: readonly Json[], notes: Notebook): readonly ForeignTool[] {
  const named = list.map((entry) =>
    isJsonObject(entry) && isJsonObject(entry["function"]) ? { ...entry, ...entry["function"] } : entry,
  );
  const idOrName = (entry: JsonObject) => entry["name"] ?? entry["id"];
  return namedEntries(named, "tools", notes, idOrName).flatMap(({ called, entry }) => {
    const fields = fieldsOf(entry, called, notes);
    const kind = fields.text("kind") ?? fields.text("type") ?? "function";
    if (kind !== "function") {
      notes.drop(called, "tools", `a tool here is a function with a schema, and this is of kind ${kind}`);
      return [];
    }
    for (const key of ["name", "id", "function"]) fields.take(key);
    const description = fields.text("description");
    const listed = isJsonArray(entry["parameters"]) ? fields.take("parameters") : null;
    const input =
      listed === null ? inputOf(fields, ["parameters"], notes) : parametersFrom(listed, "parameters", true, notes);
    fields.drop(
      "strict",
      "what the schema says is always what is validated; how a provider enforces it is not said here",
    );
    fields.rest("tools have no such field here");
    return [{ ...plainTool, called, description, input }];
  });
}
