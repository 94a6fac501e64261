import { isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../json.ts";
import { parseYaml } from "./parse.ts";
import { writeYaml } from "./write.ts";

/**
 * A YAML file with one more item at the end of a list of its first level. Everything that stands there stays,
 * comments and white space too; only a list in brackets is written anew.
 *
 * @param comment a line above the item
 * @returns `null` where there is no such list
 */
export function appendItem(text: string, key: string, item: JsonObject, comment: string): string | null {
  const before = parseYaml("", text).value;
  if (!isJsonObject(before) || !isJsonArray(before[key])) return null;
  const wanted = { ...before, [key]: [...before[key], item] };
  return (
    [asText, asDocument]
      .map((append) => append(text, key, item, comment))
      .find((result) => result !== null && sameJson(valueOf(result), wanted)) ?? null
  );
}

/** The item as lines of a list, with its comment above it. */
export function itemLines(key: string, item: JsonObject, comment: string, indent: string): string {
  const [, ...lines] = writeYaml({ [key]: [item] }).split("\n");
  const shown = [`  # ${comment}`, ...lines].map((line) => (line === "" ? line : `${indent}${line.slice(2)}`));
  return shown.join("\n");
}

/** A list that ends the file goes on where it ends. */
function asText(text: string, key: string, item: JsonObject, comment: string): string | null {
  const { contents } = parseDocument(text);
  const last = isMap(contents) ? contents.items.at(-1) : null;
  if (!isPair(last) || !isScalar(last.key) || last.key.value !== key || !isSeq(last.value) || last.value.flow === true)
    return null;
  const [first] = last.value.items;
  const start = isMap(first) || isScalar(first) ? (first.range?.[0] ?? 0) : 0;
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const [, indent] = /^( *)- +$/.exec(line) ?? [];
  if (indent === undefined) return null;
  return `${text.trimEnd()}\n${itemLines(key, item, comment, indent)}`;
}

function asDocument(text: string, key: string, item: JsonObject, comment: string): string | null {
  const document = parseDocument(text);
  const list = document.get(key);
  if (!isSeq(list)) return null;
  const node = document.createNode(item as Json);
  node.commentBefore = ` ${comment}`;
  list.flow = false;
  list.add(node);
  return document.toString({ lineWidth: 0 });
}

function valueOf(text: string): Json {
  return parseYaml("", text).value;
}
