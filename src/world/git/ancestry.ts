import { type GitContext, git, gitText } from "./plumbing.ts";

/** How some commits lie to each other. */
export interface Ancestry {
  /** Newest first: no commit before one that came after it. */
  readonly order: ReadonlyMap<string, number>;
  /** Whether the first commit has the second one in its history, or is it. */
  contains(commit: string, other: string): boolean;
}

/** One walk for all of them: to ask git about each pair takes a process each. */
export async function ancestryOf(
  context: GitContext,
  tips: readonly string[],
  asked: readonly string[],
): Promise<Ancestry> {
  const order = new Map<string, number>();
  if (tips.length === 0) return { order, contains: () => false };
  const input = new TextEncoder().encode(tips.map((id) => `${id}\n`).join(""));
  const text = await gitText(context, "read the history", ["rev-list", "--date-order", "--parents", "--stdin"], input);
  const commits = text.split("\n").flatMap((line) => (line === "" ? [] : [line.split(" ")]));
  for (const [at, [id = ""]] of commits.entries()) order.set(id, at);
  const bits = new Map([...new Set(asked)].map((id, at) => [id, 1n << BigInt(at)]));
  const held = new Map<string, bigint>();
  for (const [id = "", ...parents] of commits.toReversed()) {
    held.set(
      id,
      parents.reduce((all, parent) => all | (held.get(parent) ?? 0n), bits.get(id) ?? 0n),
    );
  }
  return { order, contains: (commit, other) => ((held.get(commit) ?? 0n) & (bits.get(other) ?? 0n)) !== 0n };
}

/** Those of some names that are commits of this clone, written out in full. */
export async function commitsAmong(context: GitContext, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const full = [...new Set(ids)].filter((id) => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id));
  if (full.length === 0) return new Set();
  const input = new TextEncoder().encode(full.map((id) => `${id}\n`).join(""));
  const { stdout } = await git(context, ["cat-file", "--batch-check"], input);
  const found = [...new TextDecoder().decode(stdout).matchAll(/^([0-9a-f]+) commit \d+$/gm)];
  return new Set(found.map(([, id = ""]) => id));
}
