/** A contract is called as its folder is: `prompts/support/contract.yaml`. */
export function folderOf(path: string): string {
  return path.split("/").at(-2) ?? "";
}
