import type { Effect } from "../contract/contract.ts";
import { isName } from "../name.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Translation, ToolEntry } from "./translation.ts";
import { toolName } from "./names.ts";
import { type Fields, fieldsOf, newNotebook, type Notebook } from "./notes.ts";
import { convertSchema } from "./schema.ts";
import { escapeTemplate } from "./template/emit.ts";
import { unwritable } from "./writable.ts";

/** A tool of another format, in our words but for its name. */
export interface ForeignTool {
  /** As it is called there. */
  readonly called: string;
  readonly description: string | null;
  /** `null` where nothing says it. */
  readonly effect: Effect | null;
  readonly input: JsonObject | null;
  readonly output: JsonObject | null;
  readonly annotations: JsonObject;
  /** A tool of the provider's own, as its API takes it. */
  readonly providerTool: JsonObject | null;
}

export const plainTool: Omit<ForeignTool, "called"> = {
  description: null,
  effect: null,
  input: null,
  output: null,
  annotations: {},
  providerTool: null,
};

/** A translation of tools alone. */
export function toolsAlone(name: string | null, tools: readonly ForeignTool[], notes: Notebook): Translation {
  return { name, contract: null, tools: toolEntries(tools, notes), tasks: [], notes: notes.notes };
}

/** A translation of nothing: the source could not be read at all. */
export function refusedSource(says: string): Translation {
  const notes = newNotebook();
  notes.refuse("", "", says);
  return { name: null, contract: null, tools: [], tasks: [], notes: notes.notes };
}

/** Gives every tool a name and a file's form; what cannot be written is refused, and the others go on. */
export function toolEntries(tools: readonly ForeignTool[], notes: Notebook): readonly ToolEntry[] {
  const seen = new Set<string>();
  const good = tools.filter((tool) => {
    const problem = seen.has(tool.called) ? "there is a tool of this name already" : unwritable({ ...tool });
    seen.add(tool.called);
    if (problem !== null) notes.refuse(tool.called, "", problem);
    return problem === null;
  });
  // Names that are right already are never taken by one that had to be changed.
  const taken = new Set(good.map(({ called }) => called).filter((called) => isName("tool", called)));
  return good.map((tool) => {
    const name = isName("tool", tool.called) ? tool.called : toolName(tool.called, taken);
    if (name !== tool.called) notes.assume(tool.called, "name", `called ${name} here: providers take no such name`);
    if (tool.effect === null) {
      notes.assume(
        tool.called,
        "effect",
        "taken as destructive, because nothing says what it can change: write `read` or `write` where that is so",
      );
    }
    return inOrder(name, tool);
  });
}

function inOrder(name: string, tool: ForeignTool): ToolEntry {
  const { description, effect, input, output, annotations, providerTool } = tool;
  return {
    name,
    ...(description === null || description === "" ? {} : { description: escapeTemplate(description) }),
    effect: effect ?? "destructive",
    ...(input === null ? {} : { input }),
    ...(output === null ? {} : { output }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    ...(providerTool === null ? {} : { provider_tool: providerTool }),
  };
}

/** The entries of a list that are objects with a name; the others are refused. */
export function namedEntries(
  list: readonly Json[],
  where: string,
  notes: Notebook,
  nameOf: (entry: JsonObject) => Json | undefined = (entry) => entry["name"],
): readonly { readonly called: string; readonly entry: JsonObject }[] {
  return list.flatMap((entry, index) => {
    const place = `${where}[${index}]`;
    if (!isJsonObject(entry)) {
      notes.refuse(place, "", "this is not a mapping, so it is no tool");
      return [];
    }
    const called = nameOf(entry);
    if (typeof called === "string" && called.trim() !== "") return [{ called, entry }];
    notes.refuse(place, "", "it has no name");
    return [];
  });
}

/** The list under one of these keys, the list itself, or the one tool that it is. */
export function listUnder(
  value: Json,
  keys: readonly string[],
  isTool: (value: JsonObject) => boolean,
  notes: Notebook,
): readonly Json[] | null {
  if (isJsonArray(value)) return value;
  if (!isJsonObject(value)) return null;
  const key = keys.find((one) => isJsonArray(value[one]));
  if (key === undefined) return isTool(value) ? [value] : null;
  const fields = fieldsOf(value, "", notes);
  const list = fields.list(key);
  fields.rest("only tools are read from here");
  return list;
}

/** Where formats keep the schema of the arguments: some people write one format's word in another's file. */
const inputKeys = ["parameters", "input_schema", "inputSchema", "parametersJsonSchema"];

/** The schema of the arguments, under the format's own word or under another's. */
export function inputOf(fields: Fields, own: readonly string[], notes: Notebook): JsonObject | null {
  const found = [...own, ...inputKeys.filter((key) => !own.includes(key))].flatMap((key) => {
    const schema = fields.object(key);
    return schema === null ? [] : [{ key, schema }];
  });
  const [first, ...others] = found;
  if (first === undefined) return null;
  if (!own.includes(first.key))
    notes.assume(fields.of, fields.at(first.key), `read as ${own[0] ?? ""}, which is not given`);
  for (const { key } of others) notes.drop(fields.of, fields.at(key), `${fields.at(first.key)} is what is read`);
  return convertSchema(first.schema, fields.of, fields.at(first.key), notes);
}
