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

/**
 * The files that a line names; `null` where their names stand elsewhere, or in a way that only YAML understands.
 * Lines that name none have nothing to say.
 */
function targetsIn({ file, text, next }: Line): readonly string[] | null {
  const keys = [...text.matchAll(/(?<![A-Za-z0-9_])file["']?\s*:/g)];
  if (keys.length === 0) return strange.test(text) ? null : [];
  const targets: string[] = [];
  for (const { index, 0: key } of keys) {
    const name = nameIn(text.slice(index + key.length), isInFlow(text, index));
    const goesOn = next !== null && next.trim() !== "" && indentOf(next) > index;
    if (name === null || (goesOn && !isInFlow(text, index))) return null;
    const { path } = targetOf(name, file);
    if (path !== null) targets.push(path);
  }
  return targets;
}

/** An explicit key, or one with escapes in it. */
const strange = /\?\s+["']?file|"[^"]*\\[xuU][0-9A-Fa-f]{2,8}[^"]*"\s*:/;

/** A name in quotes, or one of which no sign means anything to YAML. */
function nameIn(rest: string, inFlow: boolean): string | null {
  const end = String.raw`\s*(?:${inFlow ? "[,}]|" : ""}\s#|$)`;
  const plain = String.raw`([\w./-]+)`;
  const found = new RegExp(String.raw`^\s+(?:"([^"\\]+)"|'([^']+)'|${plain})${end}`).exec(rest);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
}

function isInFlow(text: string, index: number): boolean {
  const before = text.slice(0, index);
  return before.split("{").length > before.split("}").length;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
