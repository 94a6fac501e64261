import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { modelFrom, settingsFrom } from "../model.ts";
import { type Fields, fieldsOf, type Notebook } from "../notes.ts";
import { convertSchema } from "../schema.ts";
import type { ContractParts } from "../translation.ts";

/** What Prompty keeps under `model`: more than the model. */
type ModelParts = Pick<ContractParts, "model" | "settings" | "output"> & { readonly tools: readonly Json[] };

/** The model of a prompt, in both forms of its metadata. */
export function modelOf(value: Json, notes: Notebook): ModelParts {
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
