import type { Digest } from "../../core/bundle/digest.ts";
import { type LineChanges, lastChanges } from "../../core/contract/authorship.ts";
import { partsOf } from "../../core/contract/parts.ts";
import type { AuthoredContract } from "../../core/contract/read.ts";
import { sameLines } from "../../core/diff/lines.ts";
import { type BlamedPart, firstReleases } from "../../core/label/first-release.ts";
import { readSource } from "../../core/source.ts";
import { ancestryOf, commitsAmong } from "../../world/git/ancestry.ts";
import { type Blame, blameFile } from "../../world/git/blame.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { commitOf } from "../../world/git/repository.ts";
import { listPaths } from "../../world/git/tree.ts";
import type { Ground } from "./ground.ts";
import type { Releases } from "./releases.ts";

/** Who changed each part of a contract last, as git knows it: the files on disk against what is committed. */
export async function blameContract(
  releases: Releases,
  { authored, ground }: { readonly authored: AuthoredContract; readonly ground: Ground },
  shown: Digest,
): Promise<readonly BlamedPart[]> {
  const { repository } = releases;
  const commit = ground.commit ?? (await commitOf(repository, "HEAD"));
  const blames = commit === null ? new Map<string, Blame>() : await blameFiles(repository, commit, authored, ground);
  const changes = new Map(
    authored.document.sources.flatMap(({ file, text }) => {
      const blame = blames.get(file);
      return blame === undefined ? [] : [[file, changesOf(blame, text)] as const];
    }),
  );
  const log = await releases.log();
  const sources = await commitsAmong(
    repository,
    log.flatMap(({ after }) => (after.contract === authored.contract.name ? (after.source.commit ?? []) : [])),
  );
  const asked = [...blames.values()].flatMap(({ commits }) => [...commits.keys()]);
  // Labels are declared in the order in which a bundle comes to them.
  const rank = (label: string): number => ground.config.labels.findIndex((policy) => policy.label === label);
  const tips = commit === null ? [] : [commit, ...sources];
  const ancestry = await ancestryOf(repository, tips, asked);
  return lastChanges(partsOf(authored), changes, ancestry.order).map(({ part, change }) => {
    if (!part.released) return { part, change, releases: null };
    if (change === null) return { part, change, releases: [] };
    const holds = (source: string): boolean => ancestry.contains(source, change.commit);
    const first = firstReleases(log, authored.contract.name, shown, holds);
    return { part, change, releases: first.toSorted((left, right) => rank(left.label) - rank(right.label)) };
  });
}

/** One process a file. */
async function blameFiles(
  repository: GitContext,
  commit: string,
  { document }: AuthoredContract,
  { tree }: Ground,
): Promise<ReadonlyMap<string, Blame>> {
  const [committed, ignored] = await Promise.all([
    listPaths(repository, commit, document.files),
    ignoredCommits(repository, tree),
  ]);
  const blames = new Map<string, Blame>();
  for (const file of document.files)
    if (committed.has(file)) blames.set(file, await blameFile(repository, commit, file, ignored));
  return blames;
}

/** Commits that only moved text about, as forges read them: one id a line, and comments. */
async function ignoredCommits(repository: GitContext, tree: Ground["tree"]): Promise<readonly string[]> {
  const { text } = await readSource(tree, ".git-blame-ignore-revs");
  const lines = (text ?? "").split("\n").map((line) => line.replace(/#.*/, "").trim());
  return [...(await commitsAmong(repository, lines))];
}

/** A line of the text that was not there when it was committed has no commit yet. */
function changesOf({ lines, commits }: Blame, text: string): ReturnType<LineChanges["get"]> & {} {
  const now = text.replace(/\n$/, "").split("\n");
  const before = sameLines(
    lines.map((line) => line.text),
    now,
  );
  return before.map((at) => (at === null ? null : (commits.get(lines[at]?.commit ?? "") ?? null)));
}
