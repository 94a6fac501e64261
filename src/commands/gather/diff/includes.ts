import { type Reference, referencePattern, referencesIn, targetsIn } from "../../../core/contract/line-references.ts";
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
  const lines = await matchingLines(repository, referencePattern, commit);
  return reachedFrom(
    files,
    lines.map((line) => ({ file: line.file, targets: targetsIn(line) })),
  );
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
  const references: Reference[] = [];
  const seen = new Set(candidates);
  for (let open = candidates; open.length > 0;) {
    const next = new Set<string>();
    for await (const batch of inBatches(open, 100, (path) => referencesOf(tree, path)))
      for (const found of batch.flat()) {
        references.push(found);
        for (const target of found.targets ?? []) if (!seen.has(target)) next.add(target);
      }
    open = [...next];
    for (const path of open) seen.add(path);
  }
  return reachedFrom(files, references);
}

/** What cannot be read may take in anything. */
async function referencesOf(tree: Tree, path: string): Promise<readonly Reference[]> {
  const file = await tree.read(path).catch(() => null);
  if (file !== null && file.kind !== "file") return [];
  const text = file === null ? null : decodeText(file.bytes);
  return text === null ? [{ file: path, targets: null }] : referencesIn(path, text);
}

function reachedFrom(files: readonly string[], references: readonly Reference[]): ReadonlySet<string> {
  const includers = new Map<string, Set<string>>();
  const unclear = new Set<string>();
  for (const { file, targets } of references) {
    if (targets === null) unclear.add(file);
    for (const target of targets ?? []) includers.set(target, (includers.get(target) ?? new Set()).add(file));
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
