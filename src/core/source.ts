import { explainBytes, explainWide, type NoText } from "./encoding.ts";
import type { Finding } from "./finding.ts";
import { gates } from "./gates.ts";
import type { Tree, TreeFile } from "./ports.ts";
import { findingOf } from "./rule.ts";
import { decodeText } from "./text.ts";
import { yamlLimits } from "./yaml/limits.ts";
import type { YamlFile } from "./yaml/parse.ts";

/** A file that a person wrote, as text and, where it is data, as YAML. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly yaml: YamlFile | null;
}

/** A text out of a tree, or why there is none: one sentence that goes on after "this is …", and what to do. */
export type Source =
  | { readonly text: string; readonly why: null; readonly missing: false }
  | ({ readonly text: null; readonly missing: boolean } & NoText);

export async function readSource(tree: Tree, path: string): Promise<Source> {
  const file = await tree.read(path);
  if (file.kind === "absent" && (await tree.list(path)).length === 0) return { text: null, missing: true, ...notThere };
  if (file.kind !== "file") return { text: null, missing: false, line: 1, ...noFile(file) };
  const unread = { text: null, missing: false, line: 1 } as const;
  if (file.bytes.length > yamlLimits.bytes) return { ...unread, ...tooLarge(file.bytes.length) };
  const wide = explainWide(file.bytes);
  if (wide !== null) return { ...unread, ...wide };
  const text = decodeText(file.bytes);
  if (text === null) return { ...unread, ...explainBytes(file.bytes) };
  return text.startsWith(lfsPointer) ? { ...unread, ...outOfLfs } : { text, why: null, missing: false };
}

/** What `check` says of a file without a text. */
export function unreadable(file: string, { why, hint, line }: NoText): Finding {
  const place = { file, line, column: 1 };
  const subject = { contract: null, value: null, locate: () => place, locateText: () => place, frame: () => null };
  return findingOf(gates.shape, { path: [], message: `this is ${why}`, hint }, subject);
}

type Unread = Pick<NoText, "why" | "hint">;

const notThere: NoText = { why: "not there", hint: "write the file, or mend its name", line: 1 };

function noFile(file: Exclude<TreeFile, { kind: "file" }>): Unread {
  switch (file.kind) {
    case "symlink":
      return {
        why: "reached through a symbolic link",
        hint: "put the file itself there: a commit holds the link only",
      };
    case "submodule":
      return {
        why: "a submodule, not a file",
        hint: "put the file into this repository: a commit holds the submodule's name only",
      };
    case "large":
      return tooLarge(file.bytes);
    case "absent":
      return { why: "a folder, not a file", hint: "name the file in it" };
  }
}

function tooLarge(bytes: number): Unread {
  const mebibytes = (size: number): string => `${Math.ceil(size / 1024 / 1024)} MiB`;
  return {
    why: `larger than ${mebibytes(yamlLimits.bytes)}: it has ${mebibytes(bytes)}`,
    hint: "split it, or keep data of this size out of the contract",
  };
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: the first line of every pointer. */
const lfsPointer = "version https://git-lfs.github.com/spec/";

const outOfLfs: Unread = {
  why: "a pointer of Git LFS, not the text itself",
  hint: "commits hold the pointer only, and bundles are built from commits: take the file out of LFS (git lfs untrack, then git add --renormalize)",
};
