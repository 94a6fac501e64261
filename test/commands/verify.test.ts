import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { clones, pair, remoteOf } from "../helpers/remote.ts";
import type { Repository } from "../helpers/repository.ts";
import { copyOf, expectExit, expectYes, pointerOn, sharedFolder, sharedRelease, shop } from "../helpers/shop.ts";

const branch = "promptctl/releases";

let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop(), ["canary", "prod"]);
  await expectYes(released.folder, "test", "--save");
  await expectYes(released.folder, "promote", "canary", "--yes");
});

interface VerifyData {
  readonly checks: readonly {
    readonly name: string;
    readonly flaws: readonly { readonly where: string; readonly when: string }[];
  }[];
}

/** `check where`, of what is wrong now. */
async function wrong(folder: string): Promise<readonly string[]> {
  const { data } = await expectExit(1, folder, "verify");
  return (data as unknown as VerifyData).checks.flatMap(({ name, flaws }) =>
    flaws.filter(({ when }) => when === "now").map(({ where }) => `${name} ${where}`),
  );
}

/** What somebody commits on the release branch without promptctl. */
async function onBranch({ git }: Repository, change: (git: Repository["git"], folder: string) => Promise<unknown>) {
  const folder = join(await sharedFolder(), "tree");
  await git("worktree", "add", "--quiet", folder, branch);
  await change((...args) => git("-C", folder, ...args), folder);
  await git("-C", folder, "add", "--all");
  await git("-C", folder, "commit", "--quiet", "--allow-empty", "-m", "by hand");
  await git("worktree", "remove", "--force", folder);
}

const prod = "labels/support/prod.json";
const place = ".promptctl/live";

describe.concurrent("verify", () => {
  test("a branch that nobody touched is what it says", async ({ expect }) => {
    const { data, verdict } = await expectYes(released.folder, "verify");
    expect((data as unknown as VerifyData).checks.flatMap(({ flaws }) => flaws)).toEqual([]);
    expect(verdict).toBe("2 bundles, 2 pointers, 1 result, 4 moves and 1 place are what they say");
  });

  test("a revert by hand is issued again, with the serial that makes it a way back", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder } = repository;
    const before = await pointerOn(repository, "support/prod");
    await onBranch(repository, (tree) => tree("revert", "--no-edit", "HEAD"));
    expect(await wrong(folder)).toEqual([
      expect.stringMatching(/^bundles bundles\//),
      `serials labels/support/canary.json`,
      `serials ${prod}`,
      `hands labels/support/canary.json`,
      `hands ${prod}`,
      `places ${place}`,
      `places ${place}`,
    ]);
    await expectYes(folder, "verify", "--repair");
    const after = await pointerOn(repository, "support/prod");
    expect(after).toMatchObject({ serial: before.serial + 1, current: before.current, ramp: null });
    await expectYes(folder, "verify");
    expect((await expectYes(folder, "log", "-n", "1")).data).toMatchObject({ entries: [{ action: "repair" }] });
    // Nobody has decided anything since: what was promoted last is still what is taken back.
    await expectYes(folder, "promote", "canary", "--yes");
    expect((await pointerOn(repository, "support/prod")).ramp?.bundle).toBe(before.ramp?.bundle);
  });

  test("a branch that is gone comes back from what runtimes see, serials rising", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    const before = await pointerOn(repository, "support/prod");
    await git("update-ref", "-d", `refs/heads/${branch}`);
    expect(await wrong(folder)).toEqual([`places ${place}`, `places ${place}`]);
    await expectYes(folder, "verify", "--repair");
    const { current, previous, ramp, serial, source } = before;
    const kept = { current, previous, ramp, source };
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ ...kept, serial: serial + 1 });
    await expectYes(folder, "verify");
    await expectYes(folder, "promote", "prod", "--yes");
  });

  test("bundles, evidence and strangers that a hand changed", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    const current = (await pointerOn(repository, "support/prod")).current.slice("sha256:".length);
    const paths = (await git("ls-tree", "-r", "--name-only", branch, "evidence/")).split("\n");
    await onBranch(repository, async (_, tree) => {
      await writeFile(join(tree, `bundles/${current}.json`), "{}");
      await writeFile(join(tree, paths[0] ?? ""), "{}");
      await writeFile(join(tree, "labels/notes.txt"), "mine\n");
      await writeFile(join(tree, `${prod}.dsse`), "an envelope, one day\n");
    });
    const there = [`evidence ${paths[0] ?? ""}`, "strangers labels/notes.txt"];
    expect(await wrong(folder)).toEqual([`bundles bundles/${current}.json`, ...there]);
    // The bundle is in an older commit; what somebody says in evidence or beside it only they can set right.
    await rm(join(folder, place), { recursive: true });
    const repaired = await expectExit(1, folder, "verify", "--repair");
    expect(repaired.data).toMatchObject({ repaired: { restored: [`sha256:${current}`], pointers: [] } });
    expect(await wrong(folder)).toEqual(there);
    expect(await readdir(join(folder, place, "bundles"))).toContain(`${current}.json`);
  });

  test("a remote that was set back is asked to take what this clone knows; one that was deleted too", async ({
    expect,
  }) => {
    const remote = await remoteOf(released);
    const [ada, bob] = await pair(remote);
    await expectYes(ada.folder, "rollback", "canary");
    const tip = await remote.git("rev-parse", branch);
    for (const spoil of [
      ["update-ref", `refs/heads/${branch}`, `${tip}~1`],
      ["update-ref", "-d", `refs/heads/${branch}`],
    ]) {
      await remote.git(...spoil);
      expect(await wrong(ada.folder)).toEqual([`rewritten ${branch}`]);
      const { data, verdict } = await expectYes(ada.folder, "verify", "--repair");
      expect(data).toMatchObject({ repaired: { commit: tip, pointers: [], restored: [] } });
      expect(verdict).toMatch(/^repaired; /);
      expect(await remote.git("rev-parse", branch)).toBe(tip);
    }
    // Who never saw what was lost has nothing to say about it.
    await expectYes(bob.folder, "verify");
  });

  test("two who repair at once: both are told that it is right", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada] = await pair(remote);
    await ada.git("fetch", "--quiet", "origin", `${branch}:${branch}`);
    await onBranch(ada, (tree) => tree("revert", "--no-edit", "HEAD"));
    await ada.git("push", "--quiet", "origin", branch);
    const both = await clones(remote, 2);
    await Promise.all(both.map(({ folder }) => expectYes(folder, "verify", "--repair")));
    const log = await remote.git("log", "--format=%s", branch);
    expect(log.split("\n").filter((subject) => subject.startsWith("repair"))).toHaveLength(1);
  });

  test("a shallow clone knows only a part", async ({ expect }) => {
    const remote = await remoteOf(released);
    const folder = await sharedFolder();
    await remote.git("clone", "--quiet", "--depth", "1", "--no-single-branch", `file://${remote.folder}`, folder);
    const { verdict } = await expectExit(3, folder, "verify");
    expect(verdict).toContain("git fetch --unshallow");
  });

  test.each([
    ["--repair and --propagation", ["--repair", "--propagation", "x"], "--propagation measures, and --repair mends"],
    ["--clients alone", ["--clients", "3"], "--clients is of --propagation"],
    ["--contract alone", ["--contract", "support"], "--contract is of --repair or --propagation"],
  ])("%s", async (_, args, message) => {
    const { failure } = await expectExit(2, released.folder, "verify", ...args);
    if (failure?.message.startsWith(message) !== true) throw new Error(failure?.message);
  });
});
