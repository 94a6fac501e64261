import type { Tree } from "./ports.ts";
import { decodeText } from "./text.ts";
import type { YamlFile } from "./yaml/parse.ts";

/** A file that a person wrote, as text and, where it is data, as YAML. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly yaml: YamlFile | null;
}

/** A text out of a tree, or why there is none: one sentence that goes on after "this is …". */
export type Source = { readonly text: string; readonly why: null } | { readonly text: null; readonly why: string };

export async function readSource(tree: Tree, path: string): Promise<Source> {
  const file = await tree.read(path);
  if (file.kind === "absent") return { text: null, why: "not there" };
  if (file.kind !== "file") return { text: null, why: `a ${file.kind}, not a file` };
  const text = decodeText(file.bytes);
  return text === null ? { text, why: "not UTF-8 text" } : { text, why: null };
}
