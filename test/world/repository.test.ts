import { execFile } from "node:child_process";
import { appendFile, mkdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { hasRemote, remotesOf } from "../../src/world/git/remote.ts";
import { identityOf, isAncestor, mergeBaseOf, repositoryOf } from "../../src/world/git/repository.ts";
import { gitContext } from "../helpers/git-context.ts";
import {
  cloneOf,
  gitEnvironment,
  type Repository,
  temporaryFolder,
  temporaryRepository,
} from "../helpers/repository.ts";

const run = promisify(execFile);

/** Where somebody stands: made beside or in a repository, whose `inner` folder is there. */
const places: Readonly<Record<string, (outer: Repository) => Promise<string>>> = {
  "at the top": async ({ folder }) => folder,
  "in a folder": async ({ folder }) => join(folder, "inner"),
  "behind a link": async ({ folder }) => {
    await symlink(join(folder, "inner"), join(folder, "link"));
    return join(folder, "link");
  },
  "in .git": async ({ folder }) => join(folder, ".git"),
  "deep in .git": async ({ folder }) => join(folder, ".git", "refs", "heads"),
  "in a repository within": async ({ folder }) => {
    await temporaryRepository({ "a.md": "1" }, { folder: join(folder, "inner") });
    return join(folder, "inner");
  },
  "beside a .git that is empty": async ({ folder }) => {
    await mkdir(join(folder, "inner", ".git"));
    return join(folder, "inner");
  },
  "beside a .git whose HEAD names nothing": ({ folder }) =>
    almost(folder, (gitFolder) => writeFile(join(gitFolder, "HEAD"), "no such thing\n")),
  "beside a .git whose HEAD leads out of it": ({ folder }) =>
    almost(folder, async (gitFolder) => {
      await rm(join(gitFolder, "HEAD"));
      await symlink(join(folder, ".git", "HEAD"), join(gitFolder, "HEAD"));
    }),
  "beside a .git without objects": ({ folder }) => almost(folder, (gitFolder) => rm(join(gitFolder, "objects"), all)),
  "beside a .git without refs": ({ folder }) => almost(folder, (gitFolder) => rm(join(gitFolder, "refs"), all)),
  "beside a .git that has its objects elsewhere": ({ folder }) =>
    almost(folder, (gitFolder) => writeFile(join(gitFolder, "commondir"), "/nowhere\n")),
  "in one without a working tree": async ({ folder }) => {
    await run("git", ["init", "--quiet", "--bare", join(folder, "inner", "bare")]);
    return join(folder, "inner", "bare", "refs");
  },
  "in one that is called bare": async ({ folder, git }) => {
    await git("config", "core.bare", "true");
    return join(folder, "inner");
  },
  "in one that is called bare without a value": async ({ folder }) => {
    await writeFile(join(folder, ".git", "config"), "[core]\n\trepositoryformatversion = 0\n\tbare\n");
    return join(folder, "inner");
  },
  "in one whose working tree is a folder of it": async ({ folder, git }) => {
    await git("config", "core.worktree", join(folder, "inner"));
    return join(folder, "inner");
  },
  "beside the working tree": async ({ folder, git }) => {
    await git("config", "core.worktree", join(folder, "inner"));
    return folder;
  },
  "in a linked working tree": async ({ folder, git }) => {
    await git("worktree", "add", "--quiet", "--detach", join(folder, "inner", "linked"));
    return join(folder, "inner", "linked", "inner");
  },
  "in a submodule": async ({ folder, git }) => {
    const other = await temporaryRepository({ "deep/a.md": "1" });
    await git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.folder, "inner/sub");
    return join(folder, "inner", "sub", "deep");
  },
  "in one of a later format": async ({ folder, git }) => {
    await git("config", "core.repositoryformatversion", "7");
    return join(folder, "inner");
  },
  "in one that says no format": async ({ folder, git }) => {
    await git("config", "--unset", "core.repositoryformatversion");
    return join(folder, "inner");
  },
  "in a shallow clone": async ({ folder, git }) => {
    await git("commit", "--quiet", "--allow-empty", "-m", "second");
    const clone = await temporaryFolder();
    await run("git", ["clone", "--quiet", "--depth=1", `file://${folder}`, clone]);
    return join(clone, "inner");
  },
  "in none": async () => temporaryFolder(),
};

const all = { recursive: true } as const;

/** A folder inside of a repository, beside a `.git` that is one but for something. */
async function almost(folder: string, spoil: (gitFolder: string) => Promise<unknown>): Promise<string> {
  await run("git", ["init", "--quiet", join(folder, "inner")]);
  await spoil(join(folder, "inner", ".git"));
  return join(folder, "inner");
}

describe("the repository of a folder is the one that git says", () => {
  test.each(Object.entries(places))("%s", async (_, place) => {
    const outer = await temporaryRepository({ "inner/a.md": "1" });
    const folder = await place(outer);
    expect(await openedAs(folder)).toEqual(await saidByGit(folder));
  });
});

async function openedAs(folder: string): Promise<unknown> {
  try {
    const opened = await repositoryOf(gitContext(folder));
    return opened === null ? null : { folder: opened.folder, wasShallow: opened.wasShallow };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return "refused";
  }
}

/** Without bare repositories that nobody named: they may be somebody else's trap. */
async function saidByGit(folder: string): Promise<unknown> {
  const question = ["-c", "safe.bareRepository=explicit", "rev-parse", "--show-toplevel", "--is-shallow-repository"];
  const options = { cwd: folder, env: { ...process.env, ...gitEnvironment } };
  try {
    const [top = "", shallow] = (await run("git", question, options)).stdout.split("\n");
    return { folder: top, wasShallow: shallow === "true" };
  } catch (error) {
    return String(error).includes("not a git repository") ? null : "refused";
  }
}

test("who commits is who git says, and else who the machine says", async () => {
  const { folder, git } = await temporaryRepository({ "a.md": "1" });
  await git("config", "user.name", "Grace, the <other>");
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries({ GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" }))
    vi.stubEnv(name, value);
  for (const name of ["GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"]) vi.stubEnv(name, undefined);
  const identity = () => identityOf({ folder, env: process.env, signal: new AbortController().signal }, "ci");
  await git("config", "user.useConfigOnly", "true");
  expect(await identity()).toBe("ci <ci@localhost>");
  await git("config", "user.email", "grace@example.com");
  expect(await identity()).toBe("Grace, the other <grace@example.com>");
  vi.stubEnv("GIT_COMMITTER_NAME", "Ada");
  expect(await identity()).toBe("Ada <grace@example.com>");
  // What the environment says alone is what git makes of it too.
  vi.stubEnv("GIT_COMMITTER_EMAIL", "1+bot[bot]@example.com");
  for (const name of [
    "Ada",
    "A",
    "Ada (ops)",
    "Zoë Ünal",
    "O'Neil, Sam",
    "Ada.",
    " Ada",
    "Ada <x>",
    "Ada <x> B",
    "Ada\nB",
    "A: b;",
    "\u0007Ada",
  ]) {
    vi.stubEnv("GIT_COMMITTER_NAME", name);
    expect(await identity()).toBe((await gitSays(folder)).replace(/ \d+ [+-]\d{4}$/, ""));
  }
});

async function gitSays(folder: string): Promise<string> {
  return (await run("git", ["var", "GIT_COMMITTER_IDENT"], { cwd: folder, env: process.env })).stdout.trimEnd();
}

test("a remote is one that can be reached, and no other setting pretends to be one", async () => {
  const upstream = await temporaryRepository({ "a.md": "1" });
  const { folder, git } = await cloneOf(upstream.folder);
  await git("remote", "add", "with.url.dots", upstream.folder);
  // What a user says of every remote of that name makes none.
  await git("config", "remote.elsewhere.prune", "true");
  await git("config", "user.signature", "x\nname=remote.never.url=y");
  const context = gitContext(await realpath(folder));
  expect(await remotesOf(context)).toEqual(["origin", "with.url.dots"]);
  expect(await Promise.all(["origin", "elsewhere"].map((name) => hasRemote(context, name)))).toEqual([true, false]);
});

test.each([
  ["a user", (home: string) => ({ HOME: home, GIT_CONFIG_GLOBAL: undefined, XDG_CONFIG_HOME: undefined })],
  ["the machine", (home: string) => ({ GIT_CONFIG_SYSTEM: join(home, ".gitconfig"), GIT_CONFIG_NOSYSTEM: undefined })],
])("a remote may be named by %s for all repositories", async (_, pointing) => {
  const [{ folder }, home] = [await temporaryRepository({ "a.md": "1" }), await temporaryFolder()];
  const env = { ...gitContext(folder).env, ...pointing(home) };
  onTestFinished(() => void vi.unstubAllEnvs());
  // Who is started inherits what is not said otherwise.
  for (const name of ["HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"] as const)
    vi.stubEnv(name, (env as Readonly<Record<string, string | undefined>>)[name]);
  const remotesNow = async (): Promise<unknown> => {
    const opened = await repositoryOf({ ...gitContext(folder), env });
    return opened === null ? null : remotesOf(opened);
  };
  expect(await remotesNow()).toEqual([]);
  await writeFile(join(home, ".gitconfig"), '[remote "origin"]\n\turl = ../a.git\n');
  expect(await remotesNow()).toEqual(["origin"]);
});

/** What may stand in `.git/config`, and whether a remote `origin` is there: what is said for certain is what git says. */
const configs: Readonly<Record<string, readonly [config: string, has: boolean]>> = {
  "as git clone writes it": [
    '[remote "origin"]\n\turl = ../a.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n',
    true,
  ],
  "after others": [
    '[remote "upstream"]\n\turl = ../b.git\n[remote "origin"]\n\tprune = true\n\turl = ../a.git\n',
    true,
  ],
  "without a place": ['[remote "origin"]\n\tprune = true\n[remote "other"]\n\turl = ../a.git\n', false],
  "last, and without a place": ['[remote "origin"]\n\tprune = true\n', false],
  "in another way of writing": ['[Remote "origin"] url = ../a.git\n', true],
  "that goes on from the line above": ['[alias]\n\tx = a\\\n[remote "origin"]\n\turl = b\n', false],
  "above another that is indented": [
    '[remote "origin"]\n\tfetch = x\n\t[remote "upstream"]\n\turl = ../b.git\n',
    false,
  ],
  "that is called so in part": ['[remote "origin2"]\n\turl = ../a.git\n', false],
};

test.each(Object.entries(configs))("a remote %s", async (_, [config, has]) => {
  const { folder } = await temporaryRepository({ "a.md": "1" });
  await appendFile(join(folder, ".git", "config"), config);
  const context = await repositoryOf(gitContext(await realpath(folder)));
  expect(context).not.toBeNull();
  if (context !== null) expect(await hasRemote(context, "origin")).toBe(has);
  const asked = run("git", ["config", "--get", "remote.origin.url"], { cwd: folder });
  expect(
    await asked.then(
      () => true,
      () => false,
    ),
  ).toBe(has);
});

/** Two lines of work, by the names of their commits: `left` and `right` are their ends. */
const lines: Readonly<Record<string, (repository: Repository) => Promise<void>>> = {
  "one that is the other": async ({ git }) => {
    await git("branch", "left");
    await git("branch", "right");
  },
  "one just behind the other": async ({ git, commit }) => {
    await git("branch", "left");
    await commit("more");
    await git("branch", "right");
  },
  "two that left each other": async (repository) => {
    await fork(repository);
  },
  "two with a merge between": async (repository) => {
    await fork(repository);
    await repository.git("checkout", "--quiet", "left");
    await repository.git("merge", "--quiet", "--no-edit", "right~1");
    await repository.git("checkout", "--quiet", "right");
    await repository.commit("later");
  },
  "two that merged each other": async (repository) => {
    await fork(repository);
    const [left, right] = [await repository.git("rev-parse", "left"), await repository.git("rev-parse", "right")];
    for (const [branch, other] of [
      ["left", right],
      ["right", left],
    ] as const) {
      await repository.git("checkout", "--quiet", branch);
      await repository.git("merge", "--quiet", "--no-edit", other);
    }
  },
  "two that left each other long ago": async (repository) => {
    await fork(repository);
    for (const branch of ["left", "right"]) await prolong(repository, branch, 70);
  },
  "two that share nothing": async ({ git, commit }) => {
    await git("branch", "left");
    await git("checkout", "--quiet", "--orphan", "right");
    await commit("other");
  },
};

async function fork({ git, commit }: Repository): Promise<void> {
  for (const branch of ["left", "right"]) {
    await git("checkout", "--quiet", "-b", branch, "main");
    await commit(`${branch} 1`);
    await commit(`${branch} 2`);
  }
}

async function prolong({ git }: Repository, branch: string, count: number): Promise<void> {
  let tip = await git("rev-parse", branch);
  for (let at = 0; at < count; at += 1)
    tip = await git("commit-tree", `${branch}^{tree}`, "-p", tip, "-m", `${branch} ${at}`);
  await git("update-ref", `refs/heads/${branch}`, tip);
}

describe("how two lines of work lie to each other is what git says", () => {
  test.each(Object.entries(lines))("%s", async (_, make) => {
    const repository = await temporaryRepository({ "a.md": "1" });
    await make(repository);
    const context = gitContext(repository.folder);
    const [left, right] = [await repository.git("rev-parse", "left"), await repository.git("rev-parse", "right")];
    const said = (...args: readonly string[]): Promise<string | null> => repository.git(...args).catch(() => null);
    expect(await mergeBaseOf(context, left, right)).toBe(await said("merge-base", left, right));
    const isBehind = async (one: string, other: string): Promise<boolean> =>
      (await said("merge-base", "--is-ancestor", one, other)) !== null;
    expect(await isAncestor(context, left, right)).toBe(await isBehind(left, right));
    expect(await isAncestor(context, right, left)).toBe(await isBehind(right, left));
  });
});
