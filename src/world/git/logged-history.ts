import { committedWhen } from "./commit.ts";
import type { HistoryCommit, HistoryQuery } from "./history.ts";
import { type GitContext, gitText } from "./plumbing.ts";

/** As `git log` tells it: one process, whatever the number of commits. */
export async function loggedHistory(
  context: GitContext,
  tip: string,
  { paths, most, says, glance }: HistoryQuery,
): Promise<readonly HistoryCommit[]> {
  const text = await gitText(context, "read the history of releases", [
    "log",
    "--first-parent",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "-z",
    "--date=raw",
    "--format=%H%x00%cd%x00%an <%ae>%x00%B%x00",
    ...((most ?? glance) === null ? [] : [`--max-count=${most ?? glance}`]),
    ...(says === null ? [] : ["--fixed-strings", `--grep=${says}`]),
    tip,
    "--",
    ...paths,
  ]);
  return readCommits(text.split("\0"));
}

/** Field by field: no part of a commit can hold a NUL, so no message can pass for another commit. */
function readCommits(fields: readonly string[]): readonly HistoryCommit[] {
  const commits: HistoryCommit[] = [];
  let at = 0;
  while (at < fields.length) {
    const commit = (fields[at] ?? "").trim();
    if (!/^[0-9a-f]{40,64}$/.test(commit)) {
      at += 1;
      continue;
    }
    const [date = "", author = "", message = ""] = fields.slice(at + 1, at + 4);
    // The format ends with a NUL, and so does git's record.
    at += fields[at + 4] === "" ? 5 : 4;
    const files: { path: string; before: string | null; after: string | null }[] = [];
    for (;;) {
      // `:100644 100644 <before> <after> M`, then the path
      const [, before, after] = /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]/.exec(fields[at] ?? "") ?? [];
      if (before === undefined || after === undefined) break;
      files.push({ path: fields[at + 1] ?? "", before: present(before), after: present(after) });
      at += 2;
    }
    commits.push({ commit, at: committedWhen(date), author, message: message.trimEnd(), files });
  }
  return commits;
}

function present(id: string): string | null {
  return /^0+$/.test(id) ? null : id;
}
