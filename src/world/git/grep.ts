import type { Line } from "../../core/contract/line-references.ts";
import { Failure } from "../../core/failure.ts";
import { git, type GitContext, sayGit } from "./plumbing.ts";

/**
 * Every line of a commit that matches, and lines below those, in one process.
 *
 * @param pattern POSIX extended
 */
export async function matchingLines(context: GitContext, pattern: string, commit: string): Promise<readonly Line[]> {
  const { stdout, stderr } = await git(context, [
    "grep",
    // Attributes of the repository may call any text binary.
    "--text",
    "-z",
    "--after-context=1",
    "--full-name",
    "--no-line-number",
    "--no-column",
    "--no-color",
    "--extended-regexp",
    "-e",
    pattern,
    commit,
    "--",
  ]);
  // Nothing found is exit code 1, and what cannot be read is 0 where something was found elsewhere.
  if (/^(?:error|fatal):/m.test(stderr))
    throw new Failure("GIT_FAILED", { doing: "search the repository", why: sayGit(stderr) });
  const lines = linesOf(new TextDecoder().decode(stdout));
  return lines.map(([file, text], at) => {
    const below = lines[at + 1];
    return { file: file.slice(`${commit}:`.length), text, next: below?.[0] === file ? below[1] : null };
  });
}

/** `<file>\0<line>\n`: a line holds no newline, and the name of a file may. */
function linesOf(output: string): readonly (readonly [file: string, text: string])[] {
  const lines: [string, string][] = [];
  for (let start = 0; start < output.length;) {
    // Between lines that do not follow each other.
    if (output.startsWith("--\n", start)) {
      start += 3;
      lines.push(["", ""]);
      continue;
    }
    const middle = output.indexOf("\0", start);
    const end = output.indexOf("\n", middle);
    if (middle === -1 || end === -1) break;
    lines.push([output.slice(start, middle), output.slice(middle + 1, end)]);
    start = end + 1;
  }
  return lines;
}
