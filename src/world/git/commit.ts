import type { GitObject } from "./objects.ts";

/** What a commit says of itself. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: string;
  readonly at: string;
  readonly message: string;
}

/** @returns `null` where it is written in another way than git writes commits today */
export function readCommit({ id, type, bytes }: GitObject): Commit | null {
  const text = decoder.decode(bytes);
  const end = text.indexOf("\n\n");
  const head = end === -1 ? text : text.slice(0, end + 1);
  const [, author] = /^author (.* <.*>) \d+ [+-]\d{4}$/m.exec(head) ?? [];
  const [, at] = /^committer .*> (\d+ [+-]\d{4})$/m.exec(head) ?? [];
  const [, tree] = /^tree ([0-9a-f]+)$/m.exec(head) ?? [];
  if (type !== "commit" || author === undefined || at === undefined || tree === undefined) return null;
  // Not in UTF-8.
  if (/^encoding /m.test(head)) return null;
  return {
    id,
    tree,
    parents: parentsIn(head),
    author,
    at: committedWhen(at),
    message: end === -1 ? "" : text.slice(end + 2),
  };
}

const decoder = new TextDecoder();

/** @param head the lines of a commit in front of its message */
export function parentsIn(head: string): readonly string[] {
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = ""]) => parent);
}

/** `1763636400 +0100`, as git writes times, with the clock of whoever wrote it: `2025-11-20T12:00:00+01:00`. */
export function committedWhen(raw: string): string {
  const [, seconds, sign, hours, minutes] = /^(\d+) ([+-])(\d\d)(\d\d)$/.exec(raw) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const there = new Date((Number(seconds) + offset) * 1_000);
  if (Number.isNaN(there.getTime())) return "1970-01-01T00:00:00Z";
  return there.toISOString().slice(0, 19) + (offset === 0 ? "Z" : `${sign}${hours}:${minutes}`);
}
