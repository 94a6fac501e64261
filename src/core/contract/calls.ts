import type { JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { jsonCalls } from "./json-calls.ts";
import type { ContractFile } from "./schema.ts";
import { textsIn } from "./texts.ts";
import { writtenCalls } from "./written-calls.ts";

/** A call of a tool that a text shows. */
export interface ShownCall {
  readonly tool: string;
  /** Of the name of the tool. */
  readonly offset: number;
  /** The arguments that it names. */
  readonly names: readonly { readonly name: string; readonly offset: number }[];
  /** `null` where a value is left open: `…`, `<id>`, `{{order_id}}`, or a word for it. */
  readonly arguments: JsonObject | null;
  /** Shows the whole call; else it may name the one argument that a sentence is about. */
  readonly whole: boolean;
}

/** The calls that the texts of a contract show: several rules ask, and the texts are read once. */
export function callsShownIn(
  written: ContractFile,
): readonly { readonly path: Path; readonly text: string; readonly calls: readonly ShownCall[] }[] {
  const known = shown.get(written);
  if (known !== undefined) return known;
  const names = written.tools.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const calls = textsIn(written).map(({ path, text }) => ({ path, text, calls: shownCalls(text, names) }));
  shown.set(written, calls);
  return calls;
}

const shown = new WeakMap<ContractFile, ReturnType<typeof callsShownIn>>();

/**
 * Calls of these tools that name their arguments: `tool({"a": 1})`, `tool(a=1, b="x")`, and as a provider writes
 * them, `{"name": "tool", "arguments": {…}}`. Calls whose arguments have no names say too little to be judged.
 */
export function shownCalls(text: string, tools: readonly string[]): readonly ShownCall[] {
  const known = new Set(tools);
  // No prompt shows more, and whoever made a longer one did not write it to be read.
  return [...writtenCalls(text, known, 500), ...jsonCalls(text, known, 500)].toSorted(
    (left, right) => left.offset - right.offset,
  );
}
