import type { Tree } from "../../src/core/ports.ts";

/** A tree out of a map: path → content. */
export function memoryTree(files: Readonly<Record<string, string>>, name = "memory"): Tree {
  const encoder = new TextEncoder();
  return {
    name,
    list: async (folder) =>
      Object.keys(files)
        .filter((path) => folder === "" || path.startsWith(`${folder}/`))
        .toSorted(),
    read: async (path) => {
      const content = files[path];
      return content === undefined ? { kind: "absent" } : { kind: "file", bytes: encoder.encode(content) };
    },
  };
}
