import { targetOf } from "../../../core/contract/fragment-target.ts";
import type { GitContext } from "../../../world/git/plumbing.ts";
import { type Line, matchingLines } from "../../../world/git/grep.ts";

/**
 * Every file that takes in one of some files, at any depth: one search for all references of the repository. What
 * cannot be understood line by line may take in anything, and is among them.
 *
 * @param head a commit; `null` is the working tree
 */
export async function includersOf(
  repository: GitContext,
  head: string | null,
  files: readonly string[],
): Promise<ReadonlySet<string>> {
  const includers = new Map<string, Set<string>>();
  const unclear = new Set<string>();
  for (const line of await matchingLines(repository, reference, head)) {
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

/** The files that a line names; `null` where their names stand elsewhere, or in a way that only YAML understands. */
function targetsIn({ file, text }: Line): readonly string[] | null {
  const keys = [...text.matchAll(/(?:^|[^A-Za-z0-9_])file["']?\s*:/g)];
  if (keys.length === 0) return null;
  const targets: string[] = [];
  for (const { index, 0: key } of keys) {
    const written = /^\s+(?:"([^"\\]+)"|'([^']+)'|([^\s"'|>&*!?{[#][^,}#]*?))\s*(?:[,}#]|$)/.exec(
      text.slice(index + key.length),
    );
    const name = written?.[1] ?? written?.[2] ?? written?.[3];
    if (name === undefined) return null;
    const { path } = targetOf(name, file);
    if (path !== null) targets.push(path);
  }
  return targets;
}
