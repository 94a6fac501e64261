import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { chatOf } from "../chat.ts";
import { messagesOf } from "../dotprompt/messages.ts";
import { modelFrom, settingsFrom } from "../model.ts";
import { type Fields, fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { readPicoschema } from "../picoschema.ts";
import { type FrontMatter, readFrontMatter } from "../read.ts";
import { convertSchema } from "../schema.ts";
import { partialsIn } from "../template/handlebars.ts";
import { refusedSource } from "../tools.ts";
import type { ImportFormat, Source, Translation } from "../translation.ts";
import { variablesFrom } from "../variables.ts";

/** Google's dotprompt: metadata above a Handlebars template. https://google.github.io/dotprompt/reference/ */
export const dotprompt: ImportFormat = {
  name: "dotprompt",
  reads: "a .prompt file: YAML between lines of --- above a Handlebars template",
  gives: "contract",
  names: ({ text }) => partialsIn(text).map(partialFile),
  translate,
};

/** `{{> header}}` is in `_header.prompt`, beside the file. */
function partialFile(name: string): string {
  return name.replace(/([^/]*)$/, "_$1.prompt");
}

function partialIn(file: string): string {
  return file.replace(/_([^/]*)\.prompt$/, "$1");
}

function translate({ text, related }: Source): Translation {
  const front = readFrontMatter(text);
  if (front.why !== null) return refusedSource(`its metadata cannot be read: ${front.why}`);
  const notes = newNotebook();
  const fields = fieldsOf(front.data ?? {}, "", notes);
  const declared = inputOf(fields, notes);
  const partials = Object.entries(related).map(([file, part]) => [partialIn(file), textOfPartial(part)]);
  const messages = messagesOf(bodyOf(front), Object.fromEntries(partials), notes);
  const contract = {
    description: fields.text("description"),
    model: modelFrom(fields.text("model"), "model", notes, { googleai: "google", vertexai: "google-vertex" }),
    settings: configOf(fields, notes),
    ...chatOf(messages, declared, notes),
    output: outputOf(fields, notes),
  };
  noteTools(fields, notes);
  const [name, variant] = [fields.text("name"), fields.text("variant")];
  fields.rest("a contract has no such field");
  return {
    name: [name ?? [], variant ?? []].flat().join("-") || null,
    contract,
    tools: [],
    tasks: [],
    notes: notes.notes,
  };
}

/** Without metadata a file is its template to the last character; below metadata it is trimmed. */
function bodyOf({ data, body }: FrontMatter): string {
  return data === null ? body : body.trim();
}

function textOfPartial(text: string | null): string | null {
  return text === null ? null : bodyOf(readFrontMatter(text));
}

function inputOf(fields: Fields, notes: Notebook): Readonly<Record<string, JsonObject>> {
  const input = fieldsOf(fields.object("input") ?? {}, "", notes, "input");
  const defaults = input.object("default") ?? {};
  const written = input.take("schema");
  input.rest("a contract has no such field");
  if (written === null) {
    const given = Object.entries(defaults).map(([name, value]): [string, JsonObject] => [
      name,
      { ...typeOf(value), default: value },
    ]);
    return Object.fromEntries(given);
  }
  const schema = schemaFrom(written, "input.schema", notes);
  const { type, properties: _, required: __, additionalProperties, ...rest } = schema;
  if (type !== "object") {
    notes.drop("", "input.schema", "variables have names here, and this is one value without a name");
    return {};
  }
  if (isJsonObject(additionalProperties)) notes.drop("", "input.schema.(*)", "every variable has to be declared here");
  for (const key of Object.keys(rest)) notes.drop("", `input.schema.${key}`, "variables are declared one by one here");
  return variablesFrom(schema, defaults, notes);
}

function typeOf(value: Json): JsonObject {
  if (Array.isArray(value)) return { type: "array" };
  if (isJsonObject(value)) return { type: "object" };
  return value === null ? {} : { type: typeof value };
}

function schemaFrom(value: Json, field: string, notes: Notebook): JsonObject {
  const { schema, problems } = readPicoschema(value);
  for (const { path, why } of problems) notes.drop("", [field, path].filter((part) => part !== "").join("."), why);
  return convertSchema(schema, "", field, notes);
}

function outputOf(fields: Fields, notes: Notebook): JsonObject | null {
  const output = fieldsOf(fields.object("output") ?? {}, "", notes, "output");
  const format = output.text("format");
  const written = output.take("schema");
  output.rest("a contract has no such field");
  if (written !== null) return schemaFrom(written, "output.schema", notes);
  if (format !== null && format !== "text")
    notes.drop("", "output.format", `without a schema, ${format} says nothing about the answer here`);
  return null;
}

function configOf(fields: Fields, notes: Notebook): JsonObject {
  const config = fieldsOf(fields.object("config") ?? {}, "", notes, "config");
  const settings = settingsFrom(config, notes);
  config.rest("no such setting is known; what one provider alone takes goes under model.options");
  return settings;
}

function noteTools(fields: Fields, notes: Notebook): void {
  for (const tool of [...(fields.list("tools") ?? []), ...(fields.list("toolDefs") ?? [])]) {
    const name = isJsonObject(tool) ? tool["name"] : tool;
    notes.drop(String(name), "tools", "the file names it, and a program defines it: import its definition as a tool");
  }
}
