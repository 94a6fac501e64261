import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { taskId } from "../names.ts";
import { fieldsOf, type Notebook } from "../notes.ts";
import type { Source, Target, TaskEntry } from "../translation.ts";
import { type AssertionSite, checksOf } from "./assertions.ts";
import { type Case, expand, fileNamed, mergeTests, mostTests } from "./cases.ts";
import type { Checks } from "./checks.ts";
import { fill, fillPrompt, namesIn } from "./prompt.ts";

/** What holds for all tests of a configuration. */
export interface Setting {
  readonly base: JsonObject;
  readonly prompt: string | null;
  readonly templates: JsonObject;
  readonly related: Source["related"];
  readonly target: Target;
  readonly notes: Notebook;
  readonly taken: Set<string>;
}

/** The golden tasks of one test: one, or as many as its variables have values. */
export function tasksOf({ label, test }: Case, setting: Setting): readonly TaskEntry[] {
  const { base, notes, taken } = setting;
  const merged = mergeTests(base, test);
  const fields = fieldsOf(merged, label, notes);
  for (const key of ["description", "vars", "assert"]) fields.take(key);
  const options = fieldsOf(fields.object("options") ?? {}, label, notes, "options");
  const transformed = ["transform", "postprocess"].some((key) => options.take(key) !== null);
  for (const key of ["transform", "postprocess"])
    options.drop(key, "there are no programs between an answer and its checks here");
  const whole = options.flag("disableVarExpansion") === true;
  options.drop("provider", "which model answers is said by the contract");
  options.rest("it is about how promptfoo runs, not about what must hold");
  const metadata = fields.object("metadata") ?? {};
  for (const key of ["provider", "providers"]) fields.drop(key, "which model answers is said by the contract");
  fields.drop("threshold", "every check counts here");
  fields.rest("it is about how promptfoo runs, not about what must hold");

  const written = varsOf(merged, label, setting);
  if (written === null) return [];
  const expanded = whole ? [written] : expand(written);
  if (expanded === null) notes.refuse(label, "vars", `its lists make more than ${mostTests} tests of one`);
  return (expanded ?? []).flatMap((vars) => {
    const task = taskOf({ label, merged, vars, transformed }, setting);
    if (task === null) return [];
    const id = taskId(typeof test["description"] === "string" ? test["description"] : "", taken.size + 1, taken);
    return [{ id, ...task, ...(Object.keys(metadata).length === 0 ? {} : { metadata }) }];
  });
}

/** Values out of files are read, and values that hold variables themselves are filled in once; `null` where one is missing. */
function varsOf(merged: JsonObject, label: string, { related, notes }: Setting): JsonObject | null {
  const vars = isJsonObject(merged["vars"]) ? merged["vars"] : {};
  const read = Object.entries(vars).map(([name, value]): readonly [string, Json | undefined] => {
    const file = fileNamed(value);
    return [name, file === null ? value : (related[file] ?? undefined)];
  });
  const missing = read.flatMap(([name, value]) => (value === undefined ? [name] : []));
  for (const name of missing)
    notes.refuse(label, `vars.${name}`, `its file cannot be read here: ${String(vars[name])}`);
  if (missing.length > 0) return null;
  const values = Object.fromEntries(read) as JsonObject;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const filled = typeof value === "string" ? fill(value, values) : value;
      return [name, isJsonObject(filled) && "why" in filled && typeof value === "string" ? value : (filled as Json)];
    }),
  );
}

interface Trial {
  readonly label: string;
  readonly merged: JsonObject;
  readonly vars: JsonObject;
  readonly transformed: boolean;
}

function taskOf(
  { label, merged, vars, transformed }: Trial,
  { prompt, templates: named, target, notes }: Setting,
): JsonObject | null {
  const said = prompt === null ? null : fillPrompt(prompt, vars, label, notes);
  if (!target.oneShot && (said === null || typeof said === "string")) {
    notes.refuse(label, "", said === null ? "there is no prompt to say" : `its prompt cannot be filled in: ${said}`);
    return null;
  }
  const assertions = [merged["assert"] ?? []].flat().map((one) => resolve(one, named));
  const render = (text: string): string | null => {
    const filled = fill(text, vars);
    return typeof filled === "string" ? filled : null;
  };
  const site: AssertionSite = { test: label, transformed, render, notes };
  const checks = checksOf(assertions, site);
  const variables = Object.fromEntries(Object.entries(vars).filter(([name]) => target.variables.includes(name)));
  const templates = [prompt ?? "", ...valuesIn(merged["vars"] ?? null), JSON.stringify(assertions)];
  const used = new Set([...templates.flatMap(namesIn), ...target.variables]);
  for (const name of Object.keys(vars))
    if (!used.has(name)) notes.drop(label, `vars.${name}`, "neither the prompt nor a check uses it");
  return {
    ...(said === null || typeof said === "string"
      ? {}
      : {
          input: said.input,
          ...(said.before.length === 0 ? {} : { messages: said.before.map((one) => ({ ...one })) }),
        }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
    ...invariantsOf(checks, label, notes),
  };
}

function valuesIn(vars: Json): readonly string[] {
  return isJsonObject(vars) ? Object.values(vars).filter((value) => typeof value === "string") : [];
}

/** `$ref: "#/assertionTemplates/polite"`. */
function resolve(assertion: Json, templates: JsonObject): Json {
  const ref = isJsonObject(assertion) ? assertion["$ref"] : null;
  const [, name = ""] = /^#\/assertionTemplates\/(.+)$/.exec(typeof ref === "string" ? ref : "") ?? [];
  return Object.hasOwn(templates, name) ? (templates[name] ?? assertion) : assertion;
}

function invariantsOf(
  { output, called, notCalled, order, stopReasons, seconds, spend }: Checks,
  label: string,
  notes: Notebook,
): JsonObject {
  const [sequence, ...sequences] = order;
  if (sequences.length > 0)
    notes.drop(label, "assert trajectory:tool-sequence", "a task says one order, and there is another one");
  const reasons = [...new Set(stopReasons)];
  const others = [called, notCalled, order, stopReasons, seconds, spend];
  const alone = output.length > 0 && output.every(isRubric) && others.every((list) => list.length === 0);
  if (alone)
    notes.assume(
      label,
      "assert",
      "a judge decides alone, as there: `alone: true` says that it may; better add what is certain",
    );
  const expect: JsonObject = {
    ...(called.length === 0 ? {} : { called }),
    ...(notCalled.length === 0 ? {} : { not_called: notCalled }),
    ...(sequence === undefined ? {} : { order: sequence }),
    ...(output.length === 0 ? {} : { output: alone ? output.map(mayBeAlone) : output }),
  };
  const [reason, ...contradicting] = reasons;
  for (const other of contradicting)
    notes.drop(label, "assert finish-reason", `a run ends once, and ${other} is another end`);
  return {
    ...(reason === undefined ? {} : { expect_stop_reason: reason }),
    ...(seconds.length === 0 ? {} : { max_seconds: Math.min(...seconds) }),
    ...(spend.length === 0 ? {} : { max_spend_usd: Math.min(...spend) }),
    ...(Object.keys(expect).length === 0 ? {} : { expect }),
  };
}

function isRubric(check: JsonObject): boolean {
  return (
    "rubric" in check ||
    (isJsonArray(check["any"] ?? null) && [check["any"] ?? []].flat().some((one) => isJsonObject(one) && isRubric(one)))
  );
}

function mayBeAlone(check: JsonObject): JsonObject {
  const { rubric, any } = check;
  if (isJsonArray(any)) return { any: any.map((one) => (isJsonObject(one) ? mayBeAlone(one) : one)) };
  return { ...check, rubric: { ...(isJsonObject(rubric) ? rubric : { text: rubric ?? "" }), alone: true } };
}
