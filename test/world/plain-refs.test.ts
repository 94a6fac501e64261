import { appendFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { lookUpCommit } from "../../src/world/git/plain-refs.ts";
import type { GitContext } from "../../src/world/git/plumbing.ts";
import { repositoryOf } from "../../src/world/git/repository.ts";
import { gitContext } from "../helpers/git-context.ts";
import { cloneOf, type Repository, temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

const refs = (file: string, text: string) => async (repository: Repository) => {
  await mkdir(dirname(join(repository.folder, ".git", file)), { recursive: true });
  await writeFile(join(repository.folder, ".git", file), text);
};

/** What somebody may have done to the refs of a repository with two commits. */
const states: Readonly<Record<string, (repository: Repository) => Promise<unknown>>> = {
  "as it was made": async () => {},
  "refs that are packed": ({ git }) => git("pack-refs", "--all"),
  "a branch that moved since it was packed": async ({ git }) => {
    await git("pack-refs", "--all");
    await git("update-ref", "refs/heads/main", "HEAD~1");
  },
  "a branch that was deleted since it was packed": async ({ git }) => {
    await git("branch", "other");
    await git("pack-refs", "--all");
    await git("branch", "--delete", "--force", "other");
  },
  "a detached HEAD": ({ git }) => git("checkout", "--quiet", "--detach", "HEAD~1"),
  "a branch without a commit": ({ git }) => git("checkout", "--quiet", "--orphan", "other"),
  "a tag of the same name": ({ git }) => git("tag", "main", "HEAD~1"),
  "a tag with words of the same name": ({ git }) => git("tag", "-m", "words", "main", "HEAD~1"),
  "a tag called like a branch of the remote": async ({ git }) => {
    await git("tag", "origin/main", "HEAD~1");
    await git("pack-refs", "--all");
  },
  "a branch called like one of the remote": ({ git }) => git("branch", "origin/main", "HEAD~1"),
  "a branch called like the remote": ({ git }) => git("branch", "origin", "HEAD~1"),
  "a branch below another name": ({ git }) => git("branch", "feature/main", "HEAD~1"),
  "a branch called like the beginning of an id": ({ git }) => git("branch", "deadbeef", "HEAD~1"),
  "a symbolic branch": ({ git }) => git("symbolic-ref", "refs/heads/other", "refs/heads/main"),
  "a symbolic branch of a packed one": async ({ git }) => {
    await git("symbolic-ref", "refs/heads/other", "refs/heads/main");
    await git("pack-refs", "--all");
  },
  "a symbolic branch that leads nowhere": ({ git }) => git("symbolic-ref", "refs/heads/other", "refs/heads/gone"),
  "symbolic branches in a circle": async ({ git }) => {
    await git("symbolic-ref", "refs/heads/other", "refs/heads/another");
    await git("symbolic-ref", "refs/heads/another", "refs/heads/other");
  },
  "the head of a remote that nobody has any more": ({ git }) =>
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone"),
  "a branch that is a link": async ({ folder }) =>
    symlink("refs/heads/main", join(folder, ".git", "refs", "heads", "other")),
  "a link to the file of a branch": async ({ folder }) =>
    symlink("main", join(folder, ".git", "refs", "heads", "other")),
  "a ref that was cut off": refs("refs/heads/other", "0123456789"),
  "an empty ref": refs("refs/heads/other", ""),
  "a ref with words behind it": async ({ folder, git }) =>
    writeFile(join(folder, ".git", "refs", "heads", "other"), `${await git("rev-parse", "HEAD")} and more\n`),
  "a ref without a line end": async ({ folder, git }) =>
    writeFile(join(folder, ".git", "refs", "heads", "other"), await git("rev-parse", "HEAD~1")),
  "a ref at the top": async ({ folder, git }) =>
    writeFile(join(folder, ".git", "other"), `${await git("rev-parse", "HEAD~1")}\n`),
  "packed refs that end like others": async ({ git }) => {
    for (const name of ["feature/other", "another"]) await git("branch", name, "HEAD~1");
    await git("pack-refs", "--all");
  },
  "a tag with words among the branches of the remote": async ({ git }) => {
    await git("tag", "-m", "words", "v1", "HEAD~1");
    await git("update-ref", "refs/remotes/origin/tags/v1", "refs/tags/v1");
  },
  "a HEAD that leads to a tag": async ({ git }) => {
    await git("tag", "-m", "words", "v1", "HEAD~1");
    await git("symbolic-ref", "HEAD", "refs/tags/v1");
  },
  "a name for a tree": ({ git }) => git("update-ref", "refs/trees/x", "HEAD^{tree}"),
  "a branch called like a commit": async ({ git }) =>
    git("update-ref", `refs/heads/${await git("rev-parse", "HEAD")}`, "HEAD~1"),
  "a branch of nothing": refs("refs/heads/other", `${"0".repeat(40)}\n`),
  "a branch that somebody is about to move": async ({ folder, git }) =>
    writeFile(join(folder, ".git", "refs", "heads", "main.lock"), `${await git("rev-parse", "HEAD~1")}\n`),
  "another working tree": async ({ git }) => git("worktree", "add", "--quiet", await temporaryFolder()),
};

const names = [
  "HEAD",
  "main",
  "heads/main",
  "refs/heads/main",
  "master",
  "other",
  "origin",
  "origin/HEAD",
  "origin/main",
  "refs/remotes/origin/main",
  "origin/other",
  "feature/main",
  "feature",
  "deadbeef",
  "v1-2-gdeadbeef",
  "config",
  "logs",
  "FETCH_HEAD",
  "v1",
  "origin/tags/v1",
  "refs/trees/x",
  "main.lock",
  "main-worktree/HEAD",
  "main~1",
  "HEAD^",
  "@",
  "main@{0}",
  ":/One",
  "../HEAD",
  "refs/heads/../heads/main",
  "",
];

test.each(Object.entries(states))("what files say of commits is what git says: %s", async (_, prepare) => {
  const clone = await cloneOfTwo();
  const id = await clone.git("rev-parse", "HEAD");
  await prepare(clone);
  const context = await opened(clone);
  for (const name of [...names, id, id.slice(0, 7), `v1-2-g${id.slice(0, 7)}`]) {
    const found = lookUpCommit(context, name);
    if (found.kind === "unclear") continue;
    expect([name, found.kind === "commit" ? found.id : null]).toEqual([name, await asked(clone, name)]);
  }
});

test("in another format refs are no files", async () => {
  const clone = await cloneOfTwo();
  await appendFile(join(clone.folder, ".git", "config"), "[extensions]\n\trefstorage = reftable\n");
  const context = await opened(clone);
  expect(names.map((name) => lookUpCommit(context, name).kind)).toEqual(names.map(() => "unclear"));
});

test("who has thousands of packed refs asks git, which searches them", async () => {
  const clone = await cloneOfTwo();
  await clone.git("pack-refs", "--all");
  const id = await clone.git("rev-parse", "HEAD");
  const many = Array.from({ length: 5_000 }, (_, at) => `${id} refs/tags/v${at}\n`).join("");
  await appendFile(join(clone.folder, ".git", "packed-refs"), many);
  expect(lookUpCommit(await opened(clone), "main").kind).toBe("unclear");
});

async function asked({ git }: Repository, name: string): Promise<string | null> {
  return git("rev-parse", "--verify", "--quiet", `${name}^{commit}`).catch(() => null);
}

/** Where git need not be asked, and for which names. */
const plain = ["HEAD", "main", "refs/heads/main", "origin/HEAD", "origin/main", "origin/master", "nowhere"];

test.each(["as it was made", "refs that are packed", "a branch that moved since it was packed", "a detached HEAD"])(
  "git need not be asked: %s",
  async (state) => {
    const clone = await cloneOfTwo();
    await states[state]?.(clone);
    const context = await opened(clone);
    expect(plain.filter((name) => lookUpCommit(context, name).kind === "unclear")).toEqual([]);
  },
);

async function cloneOfTwo(): Promise<Repository> {
  const origin = await temporaryRepository({ "a.md": "1" });
  await origin.write({ "a.md": "2" });
  await origin.commit("One more");
  return cloneOf(origin.folder);
}

async function opened({ folder }: Repository): Promise<GitContext> {
  const context = await repositoryOf(gitContext(folder));
  if (context === null) throw new Error("no repository");
  return context;
}
