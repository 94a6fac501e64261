import type { Tree } from "../../core/ports.ts";

/** A tree with some files on top of it, as if they were written. */
export function overlayTree(tree: Tree, files: Readonly<Record<string, string>>): Tree {
  const encoder = new TextEncoder();
  const added = Object.keys(files);
  return {
    name: tree.name,
    list: async (folder) => {
      const inside = added.filter((path) => folder === "" || path.startsWith(`${folder}/`));
      return [...new Set([...(await tree.list(folder)), ...inside])].toSorted();
    },
    read: async (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined ? tree.read(path) : { kind: "file", bytes: encoder.encode(text) };
    },
  };
}
