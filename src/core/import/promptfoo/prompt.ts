import { renderTemplate } from "../../contract/template/render.ts";
import type { Message } from "../../contract/contract.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../../json.ts";
import type { Notebook } from "../notes.ts";
import { emitTemplate } from "../template/emit.ts";
import { readJinja } from "../template/jinja.ts";
import { settle } from "../template/settle.ts";
import { kindOf, shapeOf } from "../template/shape.ts";
import type { Source } from "../translation.ts";
import { fileNamed } from "./cases.ts";

/** What is sent to the model: the last message is what the person says. */
export interface Prompt {
  readonly before: readonly Message[];
  readonly input: string;
}

/** A configuration's first prompt, as text; the others are other contracts. */
export function promptIn(value: Json, related: Source["related"], notes: Notebook): string | null {
  const list = isJsonArray(value) ? value : isJsonObject(value) ? Object.keys(value) : value === null ? [] : [value];
  const [first = null, ...others] = list;
  for (const [index] of others.entries())
    notes.drop("", `prompts[${index + 1}]`, "the first prompt is what is said; another one is another contract");
  const raw = isJsonObject(first) ? (first["raw"] ?? first["id"] ?? null) : first;
  const file = fileNamed(raw);
  const text = file === null ? raw : (related[file] ?? null);
  if (typeof text === "string" && !/^\S+\.(?:txt|json|ya?ml|md|py|js|mjs|ts)$/.test(text)) return text;
  if (first !== null) notes.drop("", "prompts[0]", "its file cannot be read here");
  return null;
}

/** The prompt of one test, its variables filled in; or why that cannot be done. */
export function fillPrompt(prompt: string, vars: JsonObject, test: string, notes: Notebook): Prompt | string {
  const chat = parseJson(prompt);
  if (!isJsonArray(chat ?? null)) {
    const input = fill(prompt, vars);
    return typeof input === "string" ? { before: [], input } : input.why;
  }
  const said = [chat ?? []].flat().flatMap((message): readonly { role: string; content: string }[] => {
    const { role, content } = isJsonObject(message) ? message : {};
    const text = typeof content === "string" ? fill(content, vars) : { why: "a message that is not text" };
    if (typeof role === "string" && typeof text === "string") return [{ role, content: text }];
    notes.drop(test, "prompts[0]", typeof text === "string" ? "a message without a role" : text.why);
    return [];
  });
  if (said.some(({ role }) => role === "system"))
    notes.drop(test, "prompts[0]", "its system message: the contract says what the agent is told");
  const turns = said.filter(({ role }) => role === "user" || role === "assistant");
  const last = turns.at(-1);
  if (last?.role !== "user") return "it does not end with what a person says";
  const before = turns
    .slice(0, -1)
    .map(({ role, content }): Message => ({ role: role === "user" ? "user" : "assistant", content }));
  return { before, input: last.content };
}

/** A Nunjucks template with its values; names without one are nothing, as they are there. */
export function fill(template: string, vars: JsonObject): string | { readonly why: string } {
  if (!/\{[{%#]/.test(template)) return template;
  const read = readJinja(template);
  if (read.pieces === null) return { why: read.why };
  const declared = Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, typeOf(value)]));
  const root = shapeOf([read.pieces], declared);
  const { pieces, problems } = settle(read.pieces, root, (name) => name);
  const [problem] = problems;
  if (problem !== undefined) return { why: `${problem.source}: ${problem.why}` };
  const nothing = [...root.fields].map(([name, shape]) => [
    name,
    { list: [], boolean: false }[String(kindOf(shape))] ?? "",
  ]);
  const values = { ...Object.fromEntries(nothing), ...vars };
  try {
    return renderTemplate(emitTemplate(pieces), values);
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/** The variables that a template uses. */
export function namesIn(template: string): readonly string[] {
  const { pieces } = readJinja(template);
  return pieces === null ? [] : [...shapeOf([pieces], {}).fields.keys()];
}

function typeOf(value: Json): JsonObject {
  if (isJsonArray(value)) return { type: "array" };
  if (isJsonObject(value)) return { type: "object" };
  return { type: value === null ? "string" : typeof value };
}
