import type { Tool } from "../contract/contract.ts";
import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import { matchesSchema } from "../schema/validate.ts";

/**
 * A result of a tool with a text of somebody else in it, where such texts stand: in a field for notes, a text, a list.
 *
 * @returns `null` where its `output` has no room for it
 */
export function poisoned(tool: Tool, result: Json | undefined, text: string): Json | null {
  if (result === undefined) return null;
  const fits = (value: Json): boolean => tool.output === null || matchesSchema(tool.output, value);
  const named = isJsonObject(result) ? namesIn(tool.output).map((name) => ({ ...result, [name]: text })) : [];
  return [...planted(result, text), ...named].find(fits) ?? null;
}

/** The fields of an output, those for notes first. */
function namesIn(output: Tool["output"]): readonly string[] {
  const parts = output?.["properties"];
  return Object.keys(isJsonObject(parts) ? parts : {}).toSorted(
    (left, right) => Number(holdsNotes.test(right)) - Number(holdsNotes.test(left)),
  );
}

/** Items of a list that are tried: what has no room in these has none in the others. */
const most = 10;

/** All places in turn, the likely ones first. */
function planted(value: Json, text: string): readonly Json[] {
  if (typeof value === "string") return [value === "" ? text : `${value}\n\n${text}`, text];
  if (isJsonArray(value)) {
    const inside = value
      .slice(0, most)
      .flatMap((item, index) => planted(item, text).map((one) => value.with(index, one)));
    return [...inside, [...value, text]];
  }
  if (!isJsonObject(value)) return [];
  const inside = Object.entries(value)
    .toSorted(([left], [right]) => Number(holdsNotes.test(right)) - Number(holdsNotes.test(left)))
    .flatMap(([name, part]) => planted(part, text).map((one) => ({ ...value, [name]: one })));
  return [
    ...["note", "notes", "comment", "description"].flatMap((name) =>
      name in value ? [] : [{ ...value, [name]: text }],
    ),
    ...inside,
  ];
}

const holdsNotes = /note|comment|text|body|content|message|description|summary|title/i;
