import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { chatOf, type ForeignMessage } from "../chat.ts";
import { modelFrom, settingsFrom } from "../model.ts";
import { type Fields, fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { parametersFrom } from "../parameters.ts";
import { readFrontMatter } from "../read.ts";
import { convertSchema } from "../schema.ts";
import { readJinja } from "../template/jinja.ts";
import { readMustache } from "../template/mustache.ts";
import { clip, type ReadTemplate } from "../template/pieces.ts";
import { type ForeignTool, inputOf, namedEntries, plainTool, refusedSource, toolEntries } from "../tools.ts";
import type { ContractParts, ImportFormat, Source, Translation } from "../translation.ts";
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

type ModelParts = Pick<ContractParts, "model" | "settings" | "output"> & { readonly tools: readonly Json[] };

function modelOf(value: Json, notes: Notebook): ModelParts {
  if (!isJsonObject(value)) {
    const model = modelFrom(typeof value === "string" ? value : null, "model", notes);
    return { model, settings: {}, output: null, tools: [] };
  }
  const fields = fieldsOf(value, "", notes, "model");
  const connection = fields.object("configuration");
  const inner = fieldsOf(connection ?? {}, "", notes, "model.configuration");
  const id = fields.text("id") ?? inner.text("azure_deployment") ?? inner.text("name");
  const provider = fields.text("provider") ?? inner.text("type");
  const api = fields.text("apiType") ?? fields.text("api");
  if (api !== null && api !== "chat")
    notes.drop("", "model.apiType", `a contract is a conversation, and this is ${api}`);
  fields.drop("connection", "where a model is and who may call it does not belong into a contract");
  inner.rest("where a model is and who may call it does not belong into a contract");
  fields.drop("response", "an answer is all that the model says here");

  const key = fields.take("options") === null ? "parameters" : "options";
  const options = fieldsOf(fields.object(key) ?? {}, "", notes, `model.${key}`);
  const settings = settingsFrom(options, notes);
  const tools = options.list("tools") ?? [];
  const output = responseFormatOf(options, notes);
  options.rest("no such setting is known; what one provider alone takes goes under model.options");
  fields.rest("a model has no such field here");
  return { model: named(provider, id, notes), settings, output, tools };
}

function named(provider: string | null, id: string | null, notes: Notebook): ContractParts["model"] {
  if (provider === null || id === null) {
    if (provider !== null) notes.drop("", "model.provider", "no model of it is named");
    return modelFrom(id, "model.id", notes);
  }
  return modelFrom(`${provider}/${id}`, "model.provider", notes, { azure_openai: "azure", azure_openai_beta: "azure" });
}

function responseFormatOf(options: Fields, notes: Notebook): JsonObject | null {
  const format = fieldsOf(options.object("response_format") ?? {}, "", notes, options.at("response_format"));
  const type = format.text("type");
  const wrapper = fieldsOf(format.object("json_schema") ?? {}, "", notes, format.at("json_schema"));
  const schema = wrapper.object("schema");
  if (type !== null && type !== "text" && schema === null)
    notes.drop("", format.at("type"), `without a schema, ${type} says nothing about the answer here`);
  for (const key of ["name", "strict"]) wrapper.drop(key, "the schema says what the answer is");
  wrapper.rest("there is no such field here");
  format.rest("there is no such field here");
  return schema === null ? null : convertSchema(schema, "", wrapper.at("schema"), notes);
}

type ReadText = (text: string) => ReadTemplate;

function templateReader(fields: Fields, notes: Notebook): ReadText {
  const given = fields.take("template");
  const template = fieldsOf(isJsonObject(given) ? given : { format: given }, "", notes, "template");
  const kindOf = (key: string): string | null => {
    const part = template.take(key);
    if (!isJsonObject(part)) return typeof part === "string" ? part : null;
    const inner = fieldsOf(part, "", notes, template.at(key));
    const kind = inner.text("kind");
    inner.rest("a template here has no options");
    return kind;
  };
  const format = kindOf("format") ?? template.text("type") ?? "jinja2";
  const parser = kindOf("parser") ?? "prompty";
  template.rest("a template here has no options");
  if (parser !== "prompty")
    notes.drop("", "template.parser", `messages are found as Prompty finds them, not as ${parser} does`);
  if (format === "jinja2") return readJinja;
  if (format !== "mustache")
    return () => ({ pieces: null, why: `${format} is no template language that is known here` });
  notes.assume("", "template", "values are written as they are: Mustache would write < as &lt;");
  return readMustache;
}

const boundary = /^\s*#?\s*(system|user|assistant|developer|function|tools?)\s*(\[.*\])?\s*:\s*$/i;

/** Lines that say a role cut the template, before it is rendered; what stands above the first is the system's. */
function messagesOf(body: string, read: ReadText, notes: Notebook): readonly ForeignMessage[] {
  const messages: { readonly role: string; readonly lines: string[] }[] = [{ role: "system", lines: [] }];
  for (const line of body.split("\n")) {
    const [, role, attributes] = boundary.exec(line) ?? [];
    if (attributes !== undefined) notes.drop("", clip(line), "messages here have a role and a text");
    if (/^\s*!\[thread\]/.test(line)) {
      notes.drop("", clip(line), "a conversation goes on behind the messages of the contract here");
    } else if (role === undefined) {
      if (/^\s*#?\s*\{\{.*\}\}\s*:\s*$/.test(line))
        notes.drop("", clip(line), "a role that is decided when it is rendered is text here");
      messages.at(-1)?.lines.push(line);
    } else messages.push({ role: role.toLowerCase(), lines: [] });
  }
  return messages.flatMap(({ role, lines }) => {
    const text = lines.join("\n").replaceAll(/^\n+|\n+$/g, "");
    return text.trim() === "" ? [] : [{ role, text, template: read(text) }];
  });
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
