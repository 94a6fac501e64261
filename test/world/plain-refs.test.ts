import { appendFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { lookUpCommit } from "../../src/world/git/plain-refs.ts";
import type { GitContext } from "../../src/world/git/plumbing.ts";
import { repositoryOf } from "../../src/world/git/repository.ts";
import { gitContext } from "../helpers/git-context.ts";
import { cloneOf, type Repository, temporaryRepository } from "../helpers/repository.ts";

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
  "another format of refs": async ({ folder }) =>
    appendFile(join(folder, ".git", "config"), "[extensions]\n\trefstorage = reftable\n"),
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
  const origin = await temporaryRepository({ "a.md": "1" });
  await origin.write({ "a.md": "2" });
  await origin.commit("One more");
  const clone = await cloneOf(origin.folder);
  await prepare(clone);
  const context = await repositoryOf(gitContext(clone.folder));
  for (const name of names) {
    const found = context === null ? null : lookUpCommit(context, name);
    if (found === null || found.kind === "unclear") continue;
    expect([name, found.kind === "commit" ? found.id : null]).toEqual([name, await asked(clone, name)]);
  }
});

async function asked({ git }: Repository, name: string): Promise<string | null> {
  return git("rev-parse", "--verify", "--quiet", `${name}^{commit}`).catch(() => null);
}

test.each(["HEAD", "main", "refs/heads/main", "origin/HEAD", "origin/main", "origin/master", "nowhere"])(
  "of %s git need not be asked where all is as it was made, or packed",
  async (name) => {
    const { folder: origin } = await temporaryRepository({ "a.md": "1" });
    const clone = await cloneOf(origin);
    const context = await opened(clone);
    expect(lookUpCommit(context, name).kind).not.toBe("unclear");
    await clone.git("pack-refs", "--all");
    expect(lookUpCommit(context, name).kind).not.toBe("unclear");
  },
);

async function opened({ folder }: Repository): Promise<GitContext> {
  const context = await repositoryOf(gitContext(folder));
  if (context === null) throw new Error("no repository");
  return context;
}
