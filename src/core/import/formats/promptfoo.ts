import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { fieldsOf, newNotebook, type Notebook } from "../notes.ts";
import { casesOf, fileNamed, filesNamed } from "../promptfoo/cases.ts";
import { promptIn } from "../promptfoo/prompt.ts";
import { tasksOf } from "../promptfoo/tasks.ts";
import { readData } from "../read.ts";
import { refusedSource } from "../tools.ts";
import type { ImportFormat, Source, Target, Translation } from "../translation.ts";

/** The tests of a promptfoo configuration. https://www.promptfoo.dev/docs/configuration/reference/ */
export const promptfoo: ImportFormat = {
  name: "promptfoo",
  reads: "a promptfooconfig.yaml, or a list of its tests",
  gives: "tasks",
  names: ({ text }) => filesNamed(readData(text).value),
  translate,
};

function translate({ text, related }: Source, target: Target): Translation {
  const { value, why } = readData(text);
  if (why !== null) return refusedSource(why);
  const config = isJsonArray(value) ? { tests: value } : value;
  if (!isJsonObject(config)) return refusedSource("it is neither a configuration nor a list of tests");
  const notes = newNotebook();
  const fields = fieldsOf(config, "", notes);
  const base = defaultsOf(fields.take("defaultTest"), related, notes);
  const cases = casesOf(fields, related, notes);
  const given = fields.take("prompts");
  const prompt = target.oneShot ? null : promptIn(given, related, notes);
  if (target.oneShot && given !== null) notes.drop("", "prompts", "the contract asks by itself");
  if (/"(?:tools|toolConfig)":/.test(JSON.stringify([config["providers"], config["targets"]]))) {
    notes.assume(
      "",
      "tests",
      "output is what the agent says; where a model calls a tool, promptfoo looks at the call instead",
    );
  }
  for (const key of ["providers", "targets"]) fields.drop(key, "which model answers is said by the contract");
  fields.rest("it is about how promptfoo runs, not about what must hold");

  const templates = isJsonObject(config["assertionTemplates"]) ? config["assertionTemplates"] : {};
  const taken = new Set<string>();
  const tasks = cases.flatMap((one) => tasksOf(one, { base, prompt, templates, related, target, notes, taken }));
  if (cases.length === 0) notes.refuse("", "tests", "there are no tests in it");
  return { name: null, contract: null, tools: [], tasks, notes: notes.notes };
}

function defaultsOf(value: Json, related: Source["related"], notes: Notebook): JsonObject {
  const file = fileNamed(value);
  const read = file === null ? { value, why: null } : readData(related[file] ?? "");
  if (isJsonObject(read.value)) return read.value;
  if (value !== null)
    notes.drop("", "defaultTest", file === null ? "it is not a mapping" : `${file} cannot be read here`);
  return {};
}
