import { type Line, linesNaming, targetsIn } from "../../../core/contract/line-references.ts";
import type { Tree } from "../../../core/ports.ts";
import { decodeText } from "../../../core/text.ts";
import { matchingLines } from "../../../world/git/grep.ts";
import type { GitContext } from "../../../world/git/plumbing.ts";
import { inBatches } from "../in-batches.ts";

/**
 * Every file of a commit that takes in one of some files, at any depth: one search for all references of the
 * repository. What cannot be understood line by line may take in anything, and is among them.
 */
export async function includersAt(
  repository: GitContext,
  commit: string,
  files: readonly string[],
): Promise<ReadonlySet<string>> {
  return reachedFrom(files, await matchingLines(repository, reference, commit));
}

/**
 * The same of files that are on disk: to read some of them, and what they take in, is quicker than a search by git,
 * which reads everything.
 */
export async function includersAmong(
  tree: Tree,
  candidates: readonly string[],
  files: readonly string[],
): Promise<ReadonlySet<string>> {
  const lines: Line[] = [];
  const seen = new Set(candidates);
  for (let open = candidates; open.length > 0;) {
    const found: Line[] = [];
    for await (const batch of inBatches(open, 100, (path) => linesOf(tree, path))) found.push(...batch.flat());
    lines.push(...found);
    open = [...new Set(found.flatMap((line) => targetsIn(line) ?? []))].filter((path) => !seen.has(path));
    for (const path of open) seen.add(path);
  }
  return reachedFrom(files, lines);
}

async function linesOf(tree: Tree, path: string): Promise<readonly Line[]> {
  const file = await tree.read(path);
  return file.kind === "file" ? linesNaming(path, decodeText(file.bytes) ?? "") : [];
}

function reachedFrom(files: readonly string[], lines: readonly Line[]): ReadonlySet<string> {
  const includers = new Map<string, Set<string>>();
  const unclear = new Set<string>();
  for (const line of lines) {
    const targets = targetsIn(line);
    if (targets === null) unclear.add(line.file);
    for (const target of targets ?? []) includers.set(target, (includers.get(target) ?? new Set()).add(line.file));
  }
  const reached = new Set<string>();
  const open = [...files, ...unclear];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const includer of includers.get(file) ?? []) {
      if (reached.has(includer)) continue;
      reached.add(includer);
      open.push(includer);
    }
  }
  return new Set([...reached, ...unclear]);
}

/** `file:`, however the key is quoted; an explicit key; a key with escapes in it. */
const reference = String.raw`(^|[^A-Za-z0-9_])file["']?[[:space:]]*:|\?[[:space:]]+["']?file|"[^"]*\\[xuU][0-9A-Fa-f]{2,8}[^"]*"[[:space:]]*:`;
