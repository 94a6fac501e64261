import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { connected, interval } from "../helpers/published.ts";
import { promptctl } from "../helpers/cli.ts";
import type { Repository } from "../helpers/repository.ts";
import { holdUntil, pair, remoteOf } from "../helpers/remote.ts";
import { commitWords, copyOf, expectExit, expectYes, pointerOn, sharedRelease, shop } from "../helpers/shop.ts";

const branch = "promptctl/releases";
const leak = ["--reason", "it leaks"] as const;

/** Two contracts on canary and prod. */
let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop({ names: ["sales", "support"] }), ["canary", "prod"]);
});

describe.concurrent("halt", () => {
  test("stops every label of a contract in one commit, and --lift undoes just that", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    const labels = ["support/canary", "support/prod"];
    const before = await Promise.all(labels.map((path) => pointerOn(repository, path)));
    const commits = Number(await git("rev-list", "--count", branch));

    const done = await expectYes(folder, "halt", "support", "--reason", "it leaks\nbadly");
    expect(done).toMatchObject({
      verdict: "support is halted",
      data: { containment: { interval: 15, jitter: 1.5, deadline: 5, cache: null, newSessions: 21.5 } },
    });
    expect(await git("rev-list", "--count", branch)).toBe(String(commits + 1));
    for (const [index, path] of labels.entries()) {
      const now = await pointerOn(repository, path);
      const { serial = 0, ...then } = before[index] ?? {};
      const reason = "it leaks\nbadly";
      const halted = { reason, by: "Ada <ada@example.com>" };
      expect(now).toMatchObject({ ...then, ...stampOf(now), serial: serial + 1, halted, reason });
      expect(await published(repository, path)).toEqual(now);
    }
    expect(await pointerOn(repository, "sales/prod")).toMatchObject({ halted: null });

    const tip = await git("rev-parse", branch);
    const again = await expectYes(folder, "halt", "support", "--reason", "again");
    expect(again.verdict).toBe("support is halted already");
    expect(JSON.stringify(again.data)).toMatch(/support is already halted since \S+ by Ada: it leaks/);
    expect(await git("rev-parse", branch)).toBe(tip);

    expect((await promptctl(folder, "status")).stdout).toMatch(/support is halted since \S+ by Ada: it leaks\s+badly/);
    const log = (await promptctl(folder, "log", "prod", "--contract", "support")).stdout;
    expect(log).toMatch(/halt prod: support {2}Ada\n\n {2}halted\n {2}reason: it leaks badly/);
    await expectExit(1, folder, "resolve", "support");

    await expectYes(folder, "promote", "staging", "--contract", "support", "--yes");
    expect(await pointerOn(repository, "support/staging")).toMatchObject({
      serial: 1,
      halted: { by: expect.anything() },
    });

    const lifted = await expectYes(folder, "halt", "support", "--lift", "--reason", "mended");
    expect(lifted.verdict).toBe("support is halted no more");
    for (const [index, path] of labels.entries()) {
      const { serial = 0, ...then } = before[index] ?? {};
      const now = await pointerOn(repository, path);
      expect(now).toEqual({ ...then, ...stampOf(now), serial: serial + 2, halted: null, reason: "mended" });
      expect(await published(repository, path)).toEqual(now);
    }
    expect(await pointerOn(repository, "support/staging")).toMatchObject({ serial: 2, halted: null });
    const nothing = await expectYes(folder, "halt", "support", "--lift", "--reason", "mended");
    expect(nothing.verdict).toBe("support is not halted");
    expect(await git("rev-list", "--count", branch)).toBe(String(commits + 3));
  });

  test("--all in one commit; then a rollback still takes back what was moved last", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    await commitWords(repository, "Be kind and short.", "sales");
    await expectYes(folder, "promote", "prod", "--contract", "sales", "--to", "HEAD", "--yes");
    const commits = Number(await git("rev-list", "--count", branch));
    await expectYes(folder, "halt", "--all", ...leak);
    await expectYes(folder, "halt", "support", "--lift", "--reason", "it was sales");
    expect(await git("rev-list", "--count", branch)).toBe(String(commits + 2));
    const back = await expectYes(folder, "rollback", "prod");
    expect(back.data).toMatchObject({ pointers: [{ contract: "sales", halted: { reason: "it leaks" } }] });
  });

  test("a fresh clone with a broken promptctl.yaml and a dirty tree needs one command", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada] = await pair(remote);
    await ada.write({ "promptctl.yaml": "labels: [what", "prompts/support/contract.yaml": "nonsense" });
    await expectYes(ada.folder, "halt", "support", ...leak);
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ serial: 2, halted: { reason: "it leaks" } });
    await expectYes(ada.folder, "halt", "support", "--lift", "--reason", "mended");
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ serial: 3, halted: null });
  });

  test("a pointer that cannot be read keeps nobody from stopping the others, and is named", async ({ expect }) => {
    const repository = await copyOf(released);
    await overwrite(repository, "labels/support/canary.json", "{}");
    const done = await expectExit(3, repository.folder, "halt", "support", ...leak);
    expect(done.verdict).toContain("beside what cannot be read: labels/support/canary.json cannot be trusted");
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ halted: { reason: "it leaks" } });
    expect(await published(repository, "support/prod")).toMatchObject({ halted: { reason: "it leaks" } });
  });

  test("it is published although the branch has lost the bundle", async ({ expect }) => {
    const repository = await copyOf(released);
    const { current } = await pointerOn(repository, "support/prod");
    await overwrite(repository, `bundles/${current.slice("sha256:".length)}.json`, null);
    const failed = await expectExit(3, repository.folder, "halt", "support", ...leak);
    expect(failed.failure?.code).toBe("PUBLISH_FAILED");
    expect(await published(repository, "support/prod")).toMatchObject({ halted: { reason: "it leaks" } });
  });

  test.each([
    ["no contract", ["halt", ...leak], "USAGE"],
    ["both", ["halt", "support", "--all", ...leak], "USAGE"],
    ["no reason", ["halt", "support"], "USAGE"],
    ["an empty reason", ["halt", "support", "--reason", " "], "USAGE"],
    ["a whole report", ["halt", "support", "--reason", "x".repeat(1_001)], "USAGE"],
    ["an unknown contract", ["halt", "nobody", ...leak], "UNKNOWN_CONTRACT"],
    ["a path", ["halt", "../support", ...leak], "UNKNOWN_CONTRACT"],
  ])("%s", async (_name, args, code) => {
    const { failure } = await expectExit(2, released.folder, ...args);
    if (failure?.code !== code) throw new Error(`${failure?.code} is not ${code}`);
  });
});

describe("races", () => {
  test("a promote of a label and of a new one: whoever is faster, everything is halted in the end", async ({
    expect,
  }) => {
    for (const label of ["prod", "staging"]) {
      const remote = await remoteOf(released);
      const [ada, bob] = await pair(remote);
      await holdUntil(remote, 2);
      const [stop, forth] = await Promise.all([
        promptctl(ada.folder, "halt", "support", ...leak),
        promptctl(bob.folder, "promote", label, "--contract", "support", "--to", "HEAD", "--yes"),
      ]);
      expect(stop.exit).toBe(0);
      expect([0, 4]).toContain(forth.exit);
      if (forth.exit === 4) expect(forth.stderr).toContain("Ada <ada@example.com> halted support meanwhile");
      const paths = (await remote.git("ls-tree", "-r", "--name-only", branch, "labels/support/")).split("\n");
      expect(paths).toHaveLength(label === "staging" && forth.exit === 0 ? 3 : 2);
      for (const path of paths) {
        const now = JSON.parse(await remote.git("show", `${branch}:${path}`)) as object;
        expect(now).toMatchObject({ halted: { reason: "it leaks" } });
      }
    }
  });

  test("two who halt at once: one commit, and the other says that it was done", async ({ expect }) => {
    const remote = await remoteOf(released);
    const commits = Number(await remote.git("rev-list", "--count", branch));
    const members = await pair(remote);
    await holdUntil(remote, 2);
    const results = await Promise.all(
      members.map(({ folder }, index) => expectYes(folder, "halt", "support", "--reason", `by ${index}`)),
    );
    expect(results.map(({ verdict }) => verdict).toSorted()).toEqual([
      "support is halted",
      "support is halted already",
    ]);
    expect(await remote.git("rev-list", "--count", branch)).toBe(String(commits + 1));
  });
});

test("a runtime that polls the place hears of it at its next poll, and of the lift", async ({ expect }) => {
  const { folder } = await copyOf(released);
  const { client, doors } = await connected({ folder: join(folder, ".promptctl/live") });
  const session = client.open("s");
  await expectYes(folder, "halt", "support", ...leak);
  await doors.advance(interval * 1.1);
  expect(() => client.open("t")).toThrow(expect.objectContaining({ code: "HALTED" }));
  expect(session.beforeTool("get_order", {})).toEqual({ kind: "stop", stop_reason: "halted", message: "it leaks" });
  await expectYes(folder, "halt", "support", "--lift", "--reason", "mended");
  await doors.advance(interval * 1.1);
  expect(session.beforeTool("get_order", {}).kind).toBe("allow");
});

interface Stamped {
  readonly issuedAt?: string;
  readonly actor: string;
}

function stampOf(pointer: object): Stamped {
  const { issuedAt, actor } = pointer as Required<Stamped>;
  return { issuedAt, actor };
}

async function published({ folder }: Repository, path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, `.promptctl/live/labels/${path}.json`), "utf8"));
}

/** A commit on the release branch that promptctl did not write. */
async function overwrite({ git, folder }: Repository, path: string, text: "{}" | null): Promise<void> {
  const tree = `${folder}-by-hand`;
  await git("worktree", "add", "--quiet", tree, branch);
  if (text === null) await git("-C", tree, "rm", "--quiet", path);
  else {
    const blob = await git("hash-object", "-w", "promptctl.yaml");
    await git("-C", tree, "update-index", "--cacheinfo", `100644,${blob},${path}`);
  }
  await git("-C", tree, "commit", "--quiet", "-m", "by hand");
  await git("worktree", "remove", "--force", tree);
  await rm(tree, { recursive: true, force: true });
}
