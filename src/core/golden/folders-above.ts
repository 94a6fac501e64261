/** The folders that a file is in, the outermost first: one of them is called like the contract that a golden task is about. */
export function foldersAbove(path: string): readonly string[] {
  return path.split("/").slice(0, -1);
}
