import { execFile } from "node:child_process";
import { access, appendFile, chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ancestryOf } from "../../src/world/git/ancestry.ts";
import { beginningOf, commitAsOf } from "../../src/world/git/as-of.ts";
import { blameFile } from "../../src/world/git/blame.ts";
import { changedFiles, changesHere } from "../../src/world/git/changes.ts";
import { historyOf } from "../../src/world/git/history.ts";
import { surelyHasNoFilter } from "../../src/world/git/own-config.ts";
import { committedAt, repositoryOf } from "../../src/world/git/repository.ts";
import { commitTree } from "../../src/world/git/tree.ts";
import { gitContext, written } from "../helpers/git-context.ts";
import { type Repository, temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

interface Trap {
  readonly repository: Repository;
  /** A program that leaves a mark when anybody starts it. */
  readonly program: string;
  sprung(): Promise<boolean>;
}

async function trapped(): Promise<Trap> {
  const repository = await temporaryRepository({ "labels/a.json": "1", ".gitattributes": "* filter=trap diff=trap\n" });
  const [program, mark] = [join(repository.folder, ".git", "trap"), join(repository.folder, ".git", "mark")];
  await writeFile(program, `#!/bin/sh\ntouch "${mark}"\ncat\n`);
  await chmod(program, 0o755);
  return {
    repository,
    program,
    sprung: () =>
      access(mark).then(
        () => true,
        () => false,
      ),
  };
}

/** What promptctl asks of a repository, short of its remotes. */
async function everything({ repository: { folder } }: Trap): Promise<void> {
  const context = gitContext(folder);
  await repositoryOf(context);
  await committedAt(context, "HEAD");
  const tree = commitTree(context, "HEAD");
  await tree.read("labels/a.json");
  const files = new Map([["labels/a.json", Buffer.from("2")]]);
  const at = new Date("2026-11-20T12:00:00Z");
  await written(context, { parent: null, files, message: "x", author: "Ada <ada@x>", at, unique: "u" });
  await historyOf(context, "HEAD", { paths: ["labels"], most: null, says: null, glance: null });
  await blameFile(context, "HEAD", "labels/a.json", []);
  await ancestryOf(context, ["HEAD"], []);
  await commitAsOf(context, "HEAD", at);
  await beginningOf(context, "HEAD");
}

describe("the configuration of a repository starts no program", () => {
  test.each([
    ["core.fsmonitor"],
    ["core.pager"],
    ["core.editor"],
    ["core.sshCommand"],
    ["diff.external"],
    ["diff.trap.textconv"],
    ["diff.trap.command"],
    ["filter.trap.smudge"],
    ["filter.trap.process"],
    ["credential.helper"],
    ["alias.log"],
  ])("%s", async (name) => {
    const trap = await trapped();
    await trap.repository.git("config", name, trap.program);
    await everything(trap);
    expect(await trap.sprung()).toBe(false);
  });

  test("nor do its hooks", async () => {
    const trap = await trapped();
    for (const hook of ["reference-transaction", "post-index-change", "fsmonitor-watchman", "post-commit"]) {
      await writeFile(join(trap.repository.folder, ".git/hooks", hook), `#!/bin/sh\n"${trap.program}" </dev/null\n`);
      await chmod(join(trap.repository.folder, ".git/hooks", hook), 0o755);
    }
    await everything(trap);
    expect(await trap.sprung()).toBe(false);
  });

  test("log.showSignature with gpg.program", async () => {
    const trap = await trapped();
    const { repository, program } = trap;
    await repository.git("config", "log.showSignature", "true");
    await repository.git("config", "gpg.program", program);
    const plain = await repository.git("cat-file", "commit", "HEAD");
    const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n aGVsbG8=\n -----END PGP SIGNATURE-----";
    const signed = join(repository.folder, ".git", "signed");
    await writeFile(signed, plain.replace(/^(committer .*)$/m, `$1\n${signature}`));
    await repository.git("update-ref", "HEAD", await repository.git("hash-object", "-t", "commit", "-w", signed));
    await everything(trap);
    expect(await trap.sprung()).toBe(false);
  });
});

interface Naming {
  readonly file: string;
  /** Through which variable git finds it. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Where a filter may be named, and for whom: for this repository, for the user, for the machine. */
const namings: Readonly<Record<string, (folder: string, elsewhere: string) => Naming>> = {
  "its own": (folder) => ({ file: join(folder, ".git", "config") }),
  "what that includes": (_, elsewhere) => ({ file: join(elsewhere, "included") }),
  "what the user says": (_, elsewhere) => ({ file: join(elsewhere, ".gitconfig") }),
  "what the user says elsewhere": (_, elsewhere) => ({
    file: join(elsewhere, "git", "config"),
    env: { XDG_CONFIG_HOME: elsewhere },
  }),
  "what the user points at": (_, elsewhere) => ({
    file: join(elsewhere, "global"),
    env: { GIT_CONFIG_GLOBAL: join(elsewhere, "global") },
  }),
  "what the user points at from here": (folder) => ({
    file: join(folder, "global"),
    env: { GIT_CONFIG_GLOBAL: "global" },
  }),
  "what the user says here": (folder) => ({ file: join(folder, ".gitconfig"), env: { HOME: "." } }),
  "what the user says behind a link": (_, elsewhere) => ({
    file: join(elsewhere, "far", ".gitconfig"),
    env: { HOME: `${elsewhere}/link/..` },
  }),
  "what the machine says": (_, elsewhere) => ({
    file: join(elsewhere, "system"),
    env: { GIT_CONFIG_SYSTEM: join(elsewhere, "system") },
  }),
};

test.each(Object.entries(namings))("a filter of %s sees no file that changed", async (_, place) => {
  const { repository, program, sprung } = await trapped();
  const { folder, git } = repository;
  const elsewhere = await temporaryFolder();
  const { file, env = {} } = place(folder, elsewhere);
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const unset of ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "XDG_CONFIG_HOME"]) vi.stubEnv(unset, undefined);
  for (const [name, value] of Object.entries({ HOME: elsewhere, ...env })) vi.stubEnv(name, value);
  await mkdir(join(elsewhere, "far", "away"), { recursive: true });
  await symlink(join(elsewhere, "far", "away"), join(elsewhere, "link"));
  if (file.endsWith("included")) await git("config", "include.path", join(elsewhere, "included"));
  await mkdir(dirname(file), { recursive: true });
  await appendFile(file, `[filter "trap"]\n\tclean = ${program}\n\trequired = true\n`);
  await writeFile(join(folder, "labels/a.json"), "2");
  const context = await repositoryOf({ folder, env: process.env, signal: new AbortController().signal });
  if (context === null) throw new Error("no repository");
  expect((await changesHere(context, "HEAD")).paths).toContain("labels/a.json");
  expect(await sprung()).toBe(false);
  // The trap is real: git itself falls into it.
  await promisify(execFile)("git", ["diff", "--raw", "HEAD"], { cwd: folder, env: process.env });
  expect(await sprung()).toBe(true);
});

/** What a user says that makes a file the same which git has not looked at since it was touched. */
const alike: Readonly<Record<string, readonly [path: string, text: string]>> = {
  "line ends of the system": [".gitconfig", "[core]\n\tautocrlf = true\n"],
  "texts of all repositories": [join(".config", "git", "attributes"), "* text=auto eol=crlf\n"],
};

test.each(Object.entries(alike))(
  "what changed is what git says, with what its user says of %s",
  async (_, [path, text]) => {
    const { folder } = await temporaryRepository({ "labels/a.json": "1\n" });
    const home = await temporaryFolder();
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const unset of ["GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME"]) vi.stubEnv(unset, undefined);
    vi.stubEnv("HOME", home);
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
    await writeFile(join(folder, "labels/a.json"), "1\r\n");
    const context = await repositoryOf({ folder, env: process.env, signal: new AbortController().signal });
    if (context === null) throw new Error("no repository");
    expect((await changesHere(context, "HEAD")).paths).toEqual([]);
    vi.stubEnv("HOME", await temporaryFolder());
    expect((await changesHere(context, "HEAD")).paths).toEqual(["labels/a.json"]);
  },
);

test("the file that speaks for the machine is the one that was looked into", async () => {
  const { folder } = await temporaryRepository({ "a.md": "1" });
  const programs = await temporaryFolder();
  await writeFile(join(programs, "git"), `#!/bin/sh\nprintf %s "$GIT_CONFIG_SYSTEM" > '${programs}/said'\n`, {
    mode: 0o755,
  });
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv("PATH", programs);
  const { GIT_CONFIG_SYSTEM: _, ...env } = gitContext(folder).env;
  const context = await repositoryOf({ ...gitContext(folder), env });
  if (context === null) throw new Error("no repository");
  await changedFiles(context, "HEAD");
  expect(await readFile(join(programs, "said"), "utf8")).toBe("/etc/gitconfig");
});

test("what has to be fetched to be compared is fetched as the machine says", async () => {
  const { folder, git } = await temporaryRepository({ "a.md": "1" });
  const context = gitContext(folder);
  const isSure = async (): Promise<boolean> => {
    const opened = await repositoryOf(context);
    return opened !== null && surelyHasNoFilter(opened);
  };
  expect(await isSure()).toBe(true);
  await git("config", "remote.origin.promisor", "true");
  expect(await isSure()).toBe(false);
});

test("a folder that looks like a repository is not taken for one", async () => {
  const trap = await trapped();
  const bare = join(trap.repository.folder, "prompts", "bare");
  await mkdir(bare, { recursive: true });
  await promisify(execFile)("git", ["init", "--quiet", "--bare", bare]);
  await promisify(execFile)("git", ["-C", bare, "config", "core.fsmonitor", trap.program]);
  await expect(repositoryOf(gitContext(bare))).rejects.toMatchObject({ code: "NO_WORKING_TREE" });
  expect(await trap.sprung()).toBe(false);
});

test("a hook's GIT_DIR is not where we are", async () => {
  const [here, there] = [await temporaryRepository({ "here.md": "1" }), await temporaryRepository({ "there.md": "2" })];
  const elsewhere = { GIT_DIR: join(there.folder, ".git"), GIT_WORK_TREE: there.folder, GIT_INDEX_FILE: "/nowhere" };
  const context = { ...gitContext(here.folder), env: { ...gitContext(here.folder).env, ...elsewhere } };
  expect(await repositoryOf(context)).toMatchObject({ folder: here.folder, wasShallow: false });
  expect(await commitTree(context, "HEAD").list("")).toEqual(["here.md"]);
});
