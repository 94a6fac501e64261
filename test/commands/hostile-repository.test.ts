import { execFileSync } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { documentOf, promptctlWith } from "../helpers/cli.ts";
import { boobyTrap, setTraps } from "../helpers/hostile.ts";
import { runMain } from "../helpers/main.ts";
import { clones, remoteOf } from "../helpers/remote.ts";
import { gitEnvironment, type Repository } from "../helpers/repository.ts";
import {
  bundlesOf,
  contentsOf,
  copyOf,
  expectExit,
  expectYes,
  pointerOn,
  policyOf,
  sharedFolder,
  sharedRelease,
  sharedRepository,
  shop,
} from "../helpers/shop.ts";

let released: Repository;
beforeAll(async () => {
  released = await sharedRelease();
});

describe.concurrent("a repository is untrusted input", () => {
  // Twenty commands, one after the other, on processors that have other work.
  test(
    "no program of its configuration is run: hooks, fsmonitor, diff drivers, pagers, gpg",
    { timeout: 180_000 },
    async ({ expect }) => {
      const repository = await copyOf(released);
      const { folder, git } = repository;
      const remote = await remoteOf(repository);
      await git("remote", "add", "origin", remote.folder);
      const { support = "" } = await bundlesOf(folder, "--ref", "HEAD");
      const traps = await setTraps();
      await boobyTrap(repository, traps);

      const verbs = [
        ["check"],
        ["build", "--ref", "HEAD"],
        ["diff", "HEAD~1", "HEAD"],
        ["diff"],
        ["test", "--save"],
        ["promote", "canary", "--yes"],
        ["rollback", "canary"],
        ["status"],
        ["log"],
        ["show", "support", "--blame"],
        ["show", "prod", "--blame"],
        ["show", "support", "--at", "today"],
      ];
      for (const args of verbs) expect(await runMain(folder, ...args)).toMatchObject({ exit: 0 });
      // Somebody else moves on, so that there is something to fetch.
      const [bob] = await clones(remote, 1);
      expect(await runMain(bob?.folder ?? "", "promote", "prod", "--to", "HEAD~1", "--yes")).toMatchObject({ exit: 0 });
      for (const args of [
        ["halt", "support", "--reason", "it leaks"],
        ["halt", "support", "--lift", "--reason", "mended"],
        ["revoke", support, "--reason", "it leaks", "--replacement", "canary"],
        ["publish"],
        ["verify"],
      ])
        expect(await runMain(folder, ...args)).toMatchObject({ exit: 0 });
      expect(await traps.sprung()).toEqual([]);

      // The traps are real: git itself falls into them.
      await git("-c", "commit.gpgSign=false", "commit", "--quiet", "--allow-empty", "-m", "ours");
      await git("fetch", "--quiet", "origin");
      expect(await traps.sprung()).toEqual(
        expect.arrayContaining(["alternate-refs", "included-fsmonitor", "hook-post-commit"]),
      );
    },
  );

  test("the signature of a commit on the release branch is not shown to its gpg", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    const traps = await setTraps();
    const commit = await git("cat-file", "commit", "promptctl/releases");
    const signed = commit.replace(
      /\n\n/,
      "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n",
    );
    const id = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--stdin"], {
      cwd: folder,
      input: `${signed}\n`,
    })
      .toString()
      .trim();
    await git("update-ref", "refs/heads/promptctl/releases", id);
    await git("config", "log.showSignature", "true");
    await git("config", "gpg.program", await traps.program("gpg"));
    await expectYes(folder, "log");
    await expectYes(folder, "status");
    expect(await traps.sprung()).toEqual([]);
  });

  test("a replaced blob or commit does not change a digest", async ({ expect }) => {
    const { folder, git, write, commit } = await copyOf(released);
    const digest = (await bundlesOf(folder, "--ref", "HEAD")).support;
    const [blob, head] = [await git("rev-parse", `HEAD:${policyOf()}`), await git("rev-parse", "HEAD")];
    await write({ [policyOf()]: "Be evil.\n" });
    const evil = await commit();
    await git("reset", "--quiet", "--hard", head);
    await git("replace", blob, await git("rev-parse", `${evil}:${policyOf()}`));
    expect(await git("show", `HEAD:${policyOf()}`)).toBe("Be evil.");
    expect((await bundlesOf(folder, "--ref", "HEAD")).support).toBe(digest);
    await git("replace", "--delete", blob);
    // Nor does another pointer in its place change what is live.
    const path = "promptctl/releases:labels/support/prod.json";
    await git("replace", await git("rev-parse", path), await git("rev-parse", `${evil}:${policyOf()}`));
    expect(await git("show", path)).toBe("Be evil.");
    expect((await expectYes(folder, "status")).data).toMatchObject({ broken: [] });
    await git("replace", head, evil);
    expect((await bundlesOf(folder, "--ref", "HEAD")).support).toBe(digest);
  });

  test("GIT_DIR and its like, as a hook inherits them, do not say which repository is meant", async ({ expect }) => {
    const { folder } = await copyOf(released);
    const other = await sharedRepository(shop({ names: ["other"] }));
    const index = await contentsOf(other.folder);
    const env = {
      GIT_DIR: join(other.folder, ".git"),
      GIT_WORK_TREE: other.folder,
      GIT_INDEX_FILE: join(other.folder, ".git/index"),
      GIT_OBJECT_DIRECTORY: join(other.folder, ".git/objects"),
      GIT_NAMESPACE: "elsewhere",
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "core.bare",
      GIT_CONFIG_VALUE_0: "true",
    };
    const result = await promptctlWith(env, folder, "promote", "staging", "--yes", "--format", "json");
    expect(documentOf(result)).toMatchObject({ exit: 0, data: { moves: [{ contract: "support" }] } });
    expect(await contentsOf(other.folder)).toEqual(index);
  });

  test("a folder that looks like a bare repository is not taken for one", async ({ expect }) => {
    const { folder, git } = await copyOf(released);
    const traps = await setTraps();
    const bait = join(folder, "prompts/bait");
    await mkdir(bait);
    for (const part of ["HEAD", "config", "objects", "refs"])
      await cp(join(folder, ".git", part), join(bait, part), { recursive: true });
    await git("config", "--file", join(bait, "config"), "core.bare", "false");
    await git("config", "--file", join(bait, "config"), "core.worktree", folder);
    await git("config", "--file", join(bait, "config"), "core.fsmonitor", await traps.program("fsmonitor"));
    const refused = await expectExit(2, bait, "status");
    expect(refused.failure?.code).toBe("NO_WORKING_TREE");
    await expectYes(folder, "check");
    expect(await traps.sprung()).toEqual([]);
  });

  test("a path in a commit that is a link or a submodule is no fragment", async ({ expect }) => {
    const { folder, git } = await copyOf(released);
    const link = execFileSync("git", ["hash-object", "-w", "--stdin"], {
      cwd: folder,
      input: "/etc/passwd",
      env: { ...process.env, ...gitEnvironment },
    })
      .toString()
      .trim();
    for (const [mode, id, says] of [
      ["120000", link, "reached through a symbolic link"],
      ["160000", await git("rev-parse", "HEAD"), "a submodule, not a file"],
    ] as const) {
      await git("update-index", "--cacheinfo", `${mode},${id},${policyOf()}`);
      await git("commit", "--quiet", "-m", says);
      const refused = await expectExit(2, folder, "build", "--ref", "HEAD");
      expect(refused.failure?.findings.map(({ message }) => message)).toEqual([`${policyOf()} is ${says}`]);
    }
  });

  test("what a file says is not acted upon by the terminal that shows it", async ({ expect }) => {
    const { folder, write } = await copyOf(released);
    await write({
      "prompts/support/contract.yaml": 'contract: support\nmodel: "\u001b[2J\u001b]0;owned\u0007"\nsystem: x\n',
    });
    const result = await promptctlWith({}, folder, "check");
    expect(result.exit).toBe(1);
    const shown = [...`${result.stdout}${result.stderr}`];
    expect(shown.filter((character) => character < " " && character !== "\n")).toEqual([]);
  });

  test("a release branch edited by hand is named, not believed", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    const tree = await sharedFolder();
    await git("worktree", "add", "--quiet", tree, "promptctl/releases");
    const pointer = { ...(await pointerOn(repository, "support/prod")), contract: "sales" };
    execFileSync("sh", ["-c", "cat > labels/support/prod.json && git commit --quiet --all -m 'by hand'"], {
      cwd: tree,
      input: JSON.stringify(pointer),
      env: { ...process.env, ...gitEnvironment },
    });
    await git("worktree", "remove", tree);
    const status = await expectYes(folder, "status");
    expect(status.data).toMatchObject({ broken: [{ path: "labels/support/prod.json" }] });
    expect((await expectExit(3, folder, "promote", "prod", "--to", "HEAD", "--yes")).failure?.code).toBe("BAD_POINTER");
  });
});
