import { git, type GitContext, gitText } from "./plumbing.ts";

/**
 * What a branch was at a time: its newest commit that is not later, along first parents, so that a merge counts from
 * when it was merged. `null` where the branch, as far as this clone knows it, begins later.
 */
export async function commitAsOf(context: GitContext, tip: string, at: Date): Promise<string | null> {
  const seconds = Math.floor(at.getTime() / 1000);
  if (seconds < 0) return null;
  const text = await gitText(context, "read the history", [
    "rev-list",
    "--first-parent",
    "--max-count=1",
    `--min-age=${seconds}`,
    tip,
  ]);
  return text.trim() === "" ? null : text.trim();
}

/** Where the history of a branch begins, and whether only in this clone. */
export async function beginningOf(
  context: GitContext,
  tip: string,
): Promise<{ readonly at: Date; readonly shallow: boolean }> {
  const text = await gitText(context, "read the history", ["rev-list", "--first-parent", "--timestamp", tip]);
  const [seconds = "0"] = text.trimEnd().split("\n").at(-1)?.split(" ") ?? [];
  const { stdout } = await git(context, ["rev-parse", "--is-shallow-repository"]);
  return { at: new Date(Number(seconds) * 1000), shallow: new TextDecoder().decode(stdout).trim() === "true" };
}
