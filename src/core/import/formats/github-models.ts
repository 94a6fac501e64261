import { isJsonObject, type Json, type JsonObject, parseJson } from "../../json.ts";
import { chatOf, type ForeignMessage } from "../chat.ts";
import { modelFrom, settingsFrom } from "../model.ts";
import { taskId, variableName } from "../names.ts";
import { type Fields, fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { readData } from "../read.ts";
import { convertSchema } from "../schema.ts";
import type { Piece, ReadTemplate } from "../template/pieces.ts";
import { refusedSource } from "../tools.ts";
import type { ImportFormat, Source, TaskEntry, Translation } from "../translation.ts";

/** https://docs.github.com/en/github-models/use-github-models/storing-prompts-in-github-repositories */
export const githubModels: ImportFormat = {
  name: "github-models",
  reads: "a .prompt.yml file with `messages`",
  gives: "contract",
  translate,
};

function translate({ text }: Source): Translation {
  const { value, why } = readData(text);
  if (why !== null) return refusedSource(why);
  if (!isJsonObject(value)) return refusedSource("it is not a mapping");
  const notes = newNotebook();
  const fields = fieldsOf(value, "", notes);
  const list = fields.list("messages");
  if (list === null) return refusedSource("it has no `messages`");

  const messages = messagesOf(list, notes);
  const parameters = fieldsOf(fields.object("modelParameters") ?? {}, "", notes, "modelParameters");
  const settings = settingsFrom(parameters, notes);
  parameters.rest("no such setting is known; what one provider alone takes goes under model.options");
  const chat = chatOf(messages, {}, notes);
  const contract = {
    description: fields.text("description"),
    model: modelFrom(fields.text("model"), "model", notes),
    settings,
    ...chat,
    output: outputOf(fields, notes),
  };
  const tasks = tasksOf(fields, Object.keys(chat.variables), notes);
  const name = fields.text("name");
  fields.rest("a contract has no such field");
  return { name, contract, tools: [], tasks, notes: notes.notes };
}

function messagesOf(list: readonly Json[], notes: Notebook): readonly ForeignMessage[] {
  return list.flatMap((entry, index) => {
    const place = `messages[${index}]`;
    const fields = fieldsOf(isJsonObject(entry) ? entry : {}, place, notes);
    const role = fields.text("role");
    const content = fields.text("content");
    fields.rest("messages here have a role and a text");
    if (role !== null && content !== null) return [{ role, text: content, template: readPlaceholders(content) }];
    notes.refuse(place, "", "it has no role, or no text");
    return [];
  });
}

/** `{{name}}` is replaced, and nothing else is looked at. */
function readPlaceholders(text: string): ReadTemplate {
  const pieces = text.split(/(\{\{\s*[A-Za-z_][\w-]*\s*\}\})/).map((source, index): Piece => {
    if (index % 2 === 0) return { kind: "text", text: source };
    return { kind: "value", path: [source.slice(2, -2).trim()], source };
  });
  return { pieces, why: null };
}

function outputOf(fields: Fields, notes: Notebook): JsonObject | null {
  const format = fields.text("responseFormat");
  const given = fields.take("jsonSchema");
  const value = typeof given === "string" ? (parseJson(given) ?? null) : given;
  if (given !== null && !isJsonObject(value)) notes.drop("", "jsonSchema", "it is not a JSON Schema");
  if (!isJsonObject(value)) {
    if (format !== null && format !== "text")
      notes.drop("", "responseFormat", `without a schema, ${format} says nothing about the answer here`);
    return null;
  }
  if (format !== "json_schema")
    notes.assume("", "jsonSchema", `the answer is to fit it, though responseFormat is ${format ?? "not given"}`);
  const wrapper = fieldsOf(value, "", notes, "jsonSchema");
  const inner = "properties" in value ? null : wrapper.object("schema");
  if (inner === null) return convertSchema(value, "", "jsonSchema", notes);
  for (const key of ["name", "strict", "description"]) wrapper.drop(key, "the schema says what the answer is");
  wrapper.rest("there is no such field here");
  return convertSchema(inner, "", "jsonSchema.schema", notes);
}

/** Every row of test data is a golden task, checked by every evaluator that asks no model. */
function tasksOf(fields: Fields, variables: readonly string[], notes: Notebook): readonly TaskEntry[] {
  const rows = fields.list("testData") ?? [];
  const checks = (fields.list("evaluators") ?? []).flatMap((evaluator, index) => checkOf(evaluator, index, notes));
  const taken = new Set<string>();
  return rows.flatMap((row, index) => {
    const place = `testData[${index}]`;
    if (!isJsonObject(row)) {
      notes.refuse(place, "", "it is not a mapping");
      return [];
    }
    const values = Object.entries(row).flatMap(([key, value]): readonly (readonly [string, string])[] => {
      const name = variableName(key, new Set());
      if (variables.includes(name)) return [[name, sayValue(value)]];
      notes.drop(place, key, key === "expected" ? expectedIsRead : "no message uses it");
      return [];
    });
    const expect: JsonObject = checks.length === 0 ? {} : { expect: { output: checks } };
    return [{ id: taskId("", index + 1, taken), variables: Object.fromEntries(values), ...expect }];
  });
}

const expectedIsRead = "only evaluators that ask a model read it: write what must be there into `expect`";

function sayValue(value: Json): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function checkOf(evaluator: Json, index: number, notes: Notebook): readonly JsonObject[] {
  const data = isJsonObject(evaluator) ? evaluator : {};
  const name = typeof data["name"] === "string" ? data["name"] : `evaluators[${index}]`;
  const fields = fieldsOf(data, name, notes);
  fields.take("name");
  const text = fieldsOf(fields.object("string") ?? {}, name, notes, "string");
  const [equals, contains, starts, ends] = [
    text.text("equals"),
    text.text("contains"),
    text.text("startsWith"),
    text.text("endsWith"),
  ];
  text.rest("there is no such check here");
  for (const key of ["llm", "uses"])
    fields.drop(key, "a judge of its own answers it: say in your words what must be so, as a `rubric`");
  fields.rest("there is no such check here");
  if (starts !== null || ends !== null) notes.assume(name, "string", "upper and lower case count here, and not there");
  return [
    ...(equals === null ? [] : [{ equals }]),
    ...(contains === null ? [] : [{ icontains: contains }]),
    ...(starts === null ? [] : [{ starts_with: starts }]),
    ...(ends === null ? [] : [{ regex: `${ends.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}\\s*$` }]),
  ];
}
