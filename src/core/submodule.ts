import type { Tree } from "./ports.ts";
import { decodeText } from "./text.ts";

/**
 * The submodule that a folder is or lies in, as .gitmodules names it; `null` where it is a part of this repository. Its
 * files are another repository's: a commit of this one does not hold them.
 */
export async function submoduleAround(tree: Tree, folder: string): Promise<string | null> {
  const modules = await tree.read(".gitmodules");
  const text = modules.kind === "file" ? (decodeText(modules.bytes) ?? "") : "";
  const paths = [...text.matchAll(/^\s*path\s*=\s*(.*\S)\s*$/gm)].map(([, path]) => path ?? "");
  return paths.find((path) => folder === path || folder.startsWith(`${path}/`)) ?? null;
}
