/** A file of a tree, as far as promptctl cares: links and submodules are seen, and never followed. */
export type TreeFile =
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  | { readonly kind: "symlink" }
  | { readonly kind: "submodule" }
  /** More bytes than anybody reads: they were not read. */
  | { readonly kind: "large"; readonly bytes: number }
  | { readonly kind: "absent" };

/**
 * The files of a repository at one moment: a commit, the working folder, a map in tests.
 * Paths are relative to the repository and use `/`.
 */
export interface Tree {
  /** What a person would call it: `working tree`, `commit 1a2b3c4`. */
  readonly name: string;
  /** All paths below a folder (`""` is the repository), sorted. */
  list(folder: string): Promise<readonly string[]>;
  read(path: string): Promise<TreeFile>;
}
