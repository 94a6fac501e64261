import type { JsonObject } from "../json.ts";
import type { Fields, Notebook } from "./notes.ts";
import type { ContractParts } from "./translation.ts";

/**
 * Provider and name out of one text: `openai/gpt-4o`, or a name that tells whose it is.
 *
 * @param prefixes what a format calls providers
 */
export function modelFrom(
  id: string | null,
  field: string,
  notes: Notebook,
  prefixes: Readonly<Record<string, string>> = {},
): ContractParts["model"] {
  if (id === null || id.trim() === "") return null;
  const [, prefix, rest] = /^([\w.-]+)\/(.+)$/.exec(id) ?? [];
  if (prefix !== undefined && rest !== undefined) {
    const provider = new Map(Object.entries(prefixes)).get(prefix) ?? prefix;
    if (provider !== prefix) notes.assume("", field, `${prefix} is called ${provider} here`);
    return { provider, name: rest };
  }
  const known = families.find(([pattern]) => pattern.test(id));
  if (known === undefined) {
    notes.drop("", field, `${id}: nothing says whose model it is; say it with --model provider/name`);
    return null;
  }
  notes.assume("", field, `by its name, ${id} is of ${known[1]}`);
  return { provider: known[1], name: id };
}

const families: readonly (readonly [RegExp, string])[] = [
  [/^(?:gpt-|o\d|chatgpt-)/i, "openai"],
  [/^claude-/i, "anthropic"],
  [/^(?:gemini|gemma)-/i, "google"],
  [/^(?:mistral|ministral|codestral|magistral|pixtral)-/i, "mistral"],
  [/^command-/i, "cohere"],
  [/^grok-/i, "xai"],
  [/^deepseek-/i, "deepseek"],
];

type Setting = (fields: Fields, key: string) => JsonObject[string] | null;

/** Settings of models by the names that other tools give them, and what ours are called. */
const settings: readonly (readonly [string, readonly string[], Setting])[] = [
  ["temperature", ["temperature"], within(0, Infinity)],
  [
    "max_output_tokens",
    ["max_output_tokens", "maxOutputTokens", "max_tokens", "maxTokens", "max_completion_tokens", "maxCompletionTokens"],
    whole(1),
  ],
  ["reasoning_effort", ["reasoning_effort", "reasoningEffort"], (fields, key) => fields.text(key)],
  ["top_p", ["top_p", "topP"], within(0, 1)],
  ["top_k", ["top_k", "topK"], whole(1)],
  ["stop", ["stop", "stop_sequences", "stopSequences"], stops],
  ["seed", ["seed"], whole(-Infinity)],
  [
    "parallel_tool_calls",
    ["parallel_tool_calls", "parallelToolCalls", "allowMultipleToolCalls"],
    (fields, key) => fields.flag(key),
  ],
];

/** The settings that contracts know; the caller lists what is left. */
export function settingsFrom(fields: Fields, notes: Notebook): JsonObject {
  const found = settings.flatMap(([name, keys, read]): readonly (readonly [string, JsonObject[string]])[] => {
    const given = keys.filter((key) => fields.take(key) !== null);
    const [first, ...others] = given;
    for (const key of others) notes.drop(fields.of, fields.at(key), `${first ?? ""} says the same`);
    const value = first === undefined ? null : read(fields, first);
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

function within(least: number, most: number): Setting {
  return (fields, key) => {
    const value = fields.number(key);
    if (value === null || (value >= least && value <= most)) return value;
    fields.drop(key, `it is not between ${least} and ${most}`);
    return null;
  };
}

function whole(least: number): Setting {
  return (fields, key) => {
    const value = fields.number(key);
    if (value === null || (Number.isSafeInteger(value) && value >= least)) return value;
    fields.drop(key, "it is not such a number");
    return null;
  };
}

/** One text or a list of them. */
function stops(fields: Fields, key: string): JsonObject[string] | null {
  const value = fields.take(key);
  if (typeof value === "string") return [value];
  const list = fields.list(key) ?? [];
  if (list.every((item) => typeof item === "string")) return list.length === 0 ? null : list;
  fields.drop(key, "it is not a list of texts");
  return null;
}
