import { chown, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { documentOf, promptctl } from "../helpers/cli.ts";
import { remoteOf } from "../helpers/remote.ts";
import { openRepository, type Repository } from "../helpers/repository.ts";
import {
  commitWords,
  copyOf,
  expectExit,
  expectYes,
  pointerOn,
  sharedFolder,
  sharedRelease,
  sharedRepository,
  shop,
} from "../helpers/shop.ts";

const branch = "promptctl/releases";
const leak = ["--reason", "it leaks"] as const;
const config = "labels: { prod: {} }\n";

/** Three bundles were on prod, one after the other; HEAD would be the fourth. */
let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop({ config }), ["prod"]);
  for (const words of ["Be kind and short.", "Be kind and calm."]) {
    await expectYes(released.folder, "promote", "prod", "--yes");
    await commitWords(released, words);
  }
});

/** A remote that serves any clone, over a transport that can leave something out. */
async function served(): Promise<{ readonly remote: Repository; readonly url: string }> {
  const remote = await remoteOf(released);
  for (const name of ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"])
    await remote.git("config", name, "true");
  return { remote, url: `file://${remote.folder}` };
}

async function cloned(url: string, ...options: readonly string[]): Promise<Repository> {
  const folder = await sharedFolder();
  await released.git("clone", "--quiet", ...options, url, folder);
  return openRepository(folder);
}

/** What everybody must be able to do wherever they are: look, promote, go back, go back further, stop. */
const rows = [
  ["a clone of the last commit", ["--depth=1"]],
  ["a clone of the last commit of every branch", ["--depth=1", "--no-single-branch"]],
  ["a clone without the contents of files", ["--filter=blob:none"]],
  ["a clone without trees", ["--filter=tree:0"]],
] as const;

describe.concurrent("a clone that has not everything", () => {
  test.for(rows)("%s: promote, rollback, halt, log and status work", async ([, options], { expect }) => {
    const { remote, url } = await served();
    const [first, second, third] = await digests();
    const ada = await cloned(url, ...options);
    expect((await expectYes(ada.folder, "log", "prod")).data).toMatchObject({
      entries: [{ after: { current: third } }, { after: { current: second } }, { after: { current: first } }],
    });
    await expectYes(ada.folder, "rollback", "prod");
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ current: second, serial: 4 });
    await expectYes(ada.folder, "rollback", "prod");
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ current: first, serial: 5 });
    await expectYes(ada.folder, "promote", "prod", "--yes");
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ serial: 6 });
    await expectYes(ada.folder, "halt", "support", ...leak);
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ serial: 7, halted: { reason: "it leaks" } });
    expect((await expectYes(ada.folder, "status")).data).toMatchObject({ pointers: [{ pointer: { serial: 7 } }] });
    expect(await ada.git("status", "--porcelain")).toBe("");
  });

  test("the history of releases is fetched whole, and that of nothing else", async ({ expect }) => {
    const { url } = await served();
    const ada = await cloned(url, "--depth=1", "--no-single-branch");
    expect(await ada.git("rev-list", "--count", `origin/${branch}`)).toBe("1");
    await expectYes(ada.folder, "status");
    expect(await ada.git("rev-list", "--count", `origin/${branch}`)).toBe("3");
    expect(await ada.git("rev-list", "--count", "HEAD")).toBe("1");
  });
});

describe.concurrent("several working trees", () => {
  test("the release branch is checked out in another one: refused with its folder, until it is gone", async ({
    expect,
  }) => {
    const ada = await copyOf(released);
    const tree = join(await sharedFolder(), "looked at");
    await ada.git("worktree", "add", "--quiet", tree, branch);
    for (const args of [
      ["promote", "prod", "--yes"],
      ["rollback", "prod"],
      ["halt", "support", ...leak],
    ]) {
      const refused = await expectExit(2, ada.folder, ...args);
      expect(refused.failure).toMatchObject({ code: "ON_RELEASE_BRANCH", message: expect.stringContaining(tree) });
    }
    expect(await ada.git("rev-list", "--count", branch)).toBe("3");
    expect(await openRepository(tree).git("status", "--porcelain")).toBe("");
    // Deleted by hand: git remembers it, but nobody stands there.
    await rm(tree, { recursive: true });
    await expectYes(ada.folder, "rollback", "prod");
  });
});

describe.concurrent("remotes", () => {
  test("origin is a fork, releases live upstream: they are moved there, and the fork knows nothing", async ({
    expect,
  }) => {
    const [fork, upstream] = await Promise.all([remoteOf(released), remoteOf(released)]);
    const ada = await cloned(fork.folder);
    await ada.git("remote", "add", "upstream", upstream.folder);
    await ada.write({
      "promptctl.yaml": `${config}release: { remote: upstream }\nrunner: { command: [node, agent.mjs] }\n`,
    });
    await ada.commit("releases live upstream");
    const [, second] = await digests();
    await expectYes(ada.folder, "rollback", "prod");
    expect(await pointerOn(upstream, "support/prod")).toMatchObject({ current: second, serial: 4 });
    expect(await pointerOn(fork, "support/prod")).toMatchObject({ serial: 3 });
    expect((await promptctl(ada.folder, "promote", "prod", "--yes", "--to", "HEAD~1")).stdout).toContain(
      "pushed to upstream",
    );
  });

  test("there are remotes, and none of the name: it is asked for, because a move that stays here is none", async ({
    expect,
  }) => {
    const ada = await copyOf(released);
    await ada.git("remote", "add", "upstream", (await remoteOf(released)).folder);
    for (const args of [["promote", "prod", "--yes"], ["rollback", "prod"], ["halt", "support", ...leak], ["status"]]) {
      const refused = await expectExit(2, ada.folder, ...args);
      expect(refused.failure).toMatchObject({
        code: "OTHER_REMOTE",
        message: "labels are moved at the remote origin, and this repository has none of that name: it has upstream",
        hint: "say in promptctl.yaml where releases live: release: { remote: upstream }",
      });
    }
    expect(await ada.git("rev-list", "--count", branch)).toBe("3");
  });
});

describe.concurrent("submodules", () => {
  test("a project in a submodule is released by the submodule's repository", async ({ expect }) => {
    const remote = await remoteOf(released);
    const host = await sharedRepository({ "readme.md": "x\n" });
    await host.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", remote.folder, "agents");
    await host.commit("agents");
    const before = await host.git("for-each-ref");
    const inside = join(host.folder, "agents");
    await expectYes(inside, "promote", "prod", "--yes");
    await expectYes(inside, "rollback", "prod");
    await expectYes(inside, "halt", "support", ...leak);
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ serial: 6, halted: { reason: "it leaks" } });
    expect(await host.git("for-each-ref")).toBe(before);
    expect(await host.git("status", "--porcelain")).toBe("");
    expect(await readdir(join(inside, ".promptctl/live"))).toEqual(["bundles", "labels"]);
  });

  test("prompts in a submodule, there or not, are another repository's", async ({ expect }) => {
    const host = await sharedRepository({ "promptctl.yaml": config });
    await host.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", released.folder, "prompts");
    await host.commit("prompts");
    const empty = await cloned(host.folder);
    for (const [folder, ...args] of [
      [host.folder, "promote", "prod", "--yes"],
      [empty.folder, "promote", "prod", "--yes"],
      [empty.folder, "check"],
      [empty.folder, "build"],
    ] as const) {
      const refused = await expectExit(2, folder, ...args);
      expect(refused.failure).toMatchObject({
        code: "NO_CONTRACTS",
        message: expect.stringMatching(/: prompts is a submodule, and its files are another repository's$/),
        hint: expect.stringContaining("run promptctl in prompts"),
      });
    }
    expect(await host.git("for-each-ref", "refs/heads")).not.toContain(branch);
  });
});

const root = process.getuid?.() === 0;
test.skipIf(!root)(
  `a repository of somebody else is explained${root ? "" : " (skipped: only root can give a file away)"}`,
  async ({ expect }) => {
    const ada = await copyOf(released);
    await chown(ada.folder, 12_345, 12_345);
    await chown(join(ada.folder, ".git"), 12_345, 12_345);
    for (const args of [["status"], ["promote", "prod", "--yes"], ["rollback", "prod"], ["halt", "support", ...leak]]) {
      const result = await promptctl(ada.folder, ...args, "--format", "json");
      expect(documentOf(result)).toMatchObject({
        exit: 3,
        failure: {
          code: "FOREIGN_REPOSITORY",
          hint: expect.stringContaining("git config --global --add safe.directory"),
        },
      });
    }
    await chown(ada.folder, 0, 0);
    await chown(join(ada.folder, ".git"), 0, 0);
    expect(await ada.git("config", "--local", "--list")).not.toContain("safe.directory");
    expect(await ada.git("rev-list", "--count", branch)).toBe("3");
  },
);

/** What was on prod, the oldest first. */
async function digests(): Promise<readonly string[]> {
  const { data } = await expectYes(released.folder, "log", "prod");
  const { entries } = data as { readonly entries: readonly { readonly after: { readonly current: string } }[] };
  return entries.map(({ after }) => after.current).toReversed();
}
