import type { Tree } from "./ports.ts";
import { decodeText } from "./text.ts";

/** A text out of a tree, or why there is none: one sentence that goes on after "this is …". */
export type Source = { readonly text: string; readonly why: null } | { readonly text: null; readonly why: string };

export async function readSource(tree: Tree, path: string): Promise<Source> {
  const file = await tree.read(path);
  if (file.kind === "absent") return { text: null, why: "not there" };
  if (file.kind !== "file") return { text: null, why: `a ${file.kind}, not a file` };
  const text = decodeText(file.bytes);
  return text === null ? { text, why: "not UTF-8 text" } : { text, why: null };
}
