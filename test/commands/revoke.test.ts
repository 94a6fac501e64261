import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { promptctl } from "../helpers/cli.ts";
import { connected, interval } from "../helpers/published.ts";
import type { Repository } from "../helpers/repository.ts";
import { holdUntil, pair, remoteOf } from "../helpers/remote.ts";
import { bundlesOf, copyOf, expectExit, expectYes, pointerOn, sharedRelease, shop } from "../helpers/shop.ts";

const branch = "promptctl/releases";
const leak = ["--reason", "it leaks"] as const;

/** The first words on canary and prod, the second ones ramping. */
let released: Repository;
let first: string;
let second: string;
let foreign: string;
beforeAll(async () => {
  released = await sharedRelease(shop({ names: ["sales", "support"] }), ["canary", "prod"]);
  first = (await pointerOn(released, "support/prod")).current;
  foreign = (await pointerOn(released, "sales/prod")).current;
  second = (await bundlesOf(released.folder)).support ?? "";
  await expectYes(released.folder, "promote", "canary", "--contract", "support", "--yes");
});

describe.concurrent("revoke", () => {
  test("leaves no label serving it: names a replacement, in one commit, published", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    const tip = await git("rev-parse", branch);
    const refused = await expectExit(1, folder, "revoke", second, ...leak);
    expect(refused.verdict).toMatch(/^nothing was revoked: canary and prod of support serve support@/);
    expect(refused.data).toMatchObject({ serving: ["canary", "prod"], commit: null, pointers: [] });
    expect(await git("rev-parse", branch)).toBe(tip);

    const done = await expectYes(folder, "revoke", second, "--replacement", "prod", ...leak);
    expect(done.verdict).toMatch(/^support@[0-9a-f]{12} is revoked$/);
    expect(done.data).toMatchObject({ containment: { newSessions: 21.5 } });
    expect(await git("rev-parse", `${branch}^`)).toBe(tip);
    const revoked = [{ bundle: second, reason: "it leaks" }];
    const source = { commit: await git("rev-list", "--max-parents=0", "main") };
    for (const [path, part] of [
      ["support/canary", { current: first, ramp: null, serial: 3, source }],
      ["support/prod", { current: first, ramp: null, serial: 3 }],
    ] as const) {
      expect(await pointerOn(repository, path)).toMatchObject({ ...part, revoked });
      expect(await published(repository, path)).toEqual(await pointerOn(repository, path));
    }
    expect(await pointerOn(repository, "sales/prod")).toMatchObject({ serial: 1, revoked: [] });

    const again = await expectYes(folder, "revoke", second.slice(7, 19), "--reason", "again");
    expect(again).toMatchObject({ verdict: expect.stringMatching(/ is revoked already$/), data: { commit: null } });
    const status = (await promptctl(folder, "status")).stdout;
    expect(status).toMatch(/support@[0-9a-f]{12} is revoked since \S+ by Ada: it leaks/);
    const log = (await promptctl(folder, "log", "prod")).stdout;
    expect(log).toMatch(
      /revoke prod: support {2}Ada\n\n {2}revoked support@\S+; the ramp of \S+ ended\n {2}reason: it/,
    );

    const forced = await expectExit(
      1,
      folder,
      "promote",
      "canary",
      "--contract",
      "support",
      "--force",
      "I must",
      "--yes",
    );
    expect(forced.verdict).toContain("this bundle is revoked since");
    expect((await expectExit(2, folder, "rollback", "canary", "--to", second)).failure?.code).toBe("REVOKED");
    await expectYes(folder, "promote", "staging", "--to", first, "--yes");
    expect(await pointerOn(repository, "support/staging")).toMatchObject({ serial: 1, revoked });
  });

  test("of a halted contract needs no replacement; lifted, its labels open no session", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder } = repository;
    await expectYes(folder, "halt", "support", ...leak);
    await expectYes(folder, "revoke", first, ...leak);
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ current: first, serial: 4 });
    const lifted = await expectYes(folder, "halt", "support", "--lift", "--reason", "mended");
    expect(JSON.stringify(lifted.data)).toContain("prod still opens no session");
    expect((await promptctl(folder, "status")).stdout).toMatch(/REVOKED[^]*it leaks/);
    await expectExit(1, folder, "resolve", "support");
    await expectYes(folder, "revoke", first, "--replacement", second, ...leak);
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ current: second, ramp: null, serial: 6 });
    await expectYes(folder, "resolve", "support");
  });

  test("a fresh clone with a broken promptctl.yaml and a dirty tree needs one command", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada] = await pair(remote);
    await ada.write({ "promptctl.yaml": "labels: [what", "prompts/support/contract.yaml": "nonsense" });
    await expectYes(ada.folder, "revoke", second, "--replacement", first, ...leak);
    expect(await pointerOn(remote, "support/canary")).toMatchObject({ current: first, revoked: [{ bundle: second }] });
  });

  test("what cannot be revoked, or served instead, is named", async ({ expect }) => {
    const { folder } = released;
    for (const [args, code, words] of [
      [[second], "USAGE", "say why"],
      [["prod", ...leak], "USAGE", "prod is a label, and labels move"],
      [["support@abcdef", ...leak], "NOT_A_BUNDLE", "names no bundle"],
      [[`sales@${first.slice(7, 19)}`, ...leak], "NOT_A_BUNDLE", "names no bundle"],
      [["../../x", ...leak], "NOT_A_BUNDLE", "names no bundle"],
      [[second, "--replacement", "canary", ...leak], "BAD_REPLACEMENT", "it is the bundle that is to be revoked"],
      [[second, "--replacement", foreign, ...leak], "BAD_REPLACEMENT", "it is a bundle of sales"],
      [[second, "--replacement", "nothing", ...leak], "NOT_A_BUNDLE", "names no bundle"],
    ] as const) {
      const refused = await expectExit(2, folder, "revoke", ...args);
      expect(refused.failure).toMatchObject({ code, message: expect.stringContaining(words) });
    }
    const both = await copyOf(released);
    await expectYes(both.folder, "revoke", second, "--replacement", "prod", ...leak);
    const refused = await expectExit(2, both.folder, "revoke", first, "--replacement", second, ...leak);
    expect(refused.verdict).toContain("it is revoked too");
  });
});

test("a promote that races it: whoever is faster, no label serves it in the end", async ({ expect }) => {
  const remote = await remoteOf(released);
  const [ada, bob] = await pair(remote);
  await holdUntil(remote, 2);
  const [taken, forth] = await Promise.all([
    promptctl(ada.folder, "revoke", second, "--replacement", first, ...leak),
    promptctl(bob.folder, "promote", "staging", "--contract", "support", "--to", second, "--yes"),
  ]);
  expect(taken.exit).toBe(0);
  expect([0, 4]).toContain(forth.exit);
  if (forth.exit === 4) expect(forth.stderr).toContain("Ada <ada@example.com> revoked a bundle of support meanwhile");
  const paths = (await remote.git("ls-tree", "-r", "--name-only", branch, "labels/support/")).split("\n");
  expect(paths).toHaveLength(forth.exit === 0 ? 3 : 2);
  for (const path of paths) {
    const now = JSON.parse(await remote.git("show", `${branch}:${path}`)) as object;
    expect(now).toMatchObject({ current: first, ramp: null, revoked: [{ bundle: second }] });
  }
});

test("a runtime stops the sessions pinned to it, and opens new ones on the replacement", async ({ expect }) => {
  const { folder } = await copyOf(released);
  await expectYes(folder, "promote", "prod", "--contract", "support", "--yes");
  const { client, doors } = await connected({ folder: join(folder, ".promptctl/live") });
  const pinned = client.open("s");
  await expectYes(folder, "revoke", second, "--replacement", first, ...leak);
  await doors.advance(interval * 1.1);
  expect(pinned.beforeTool("get_order", {})).toEqual({ kind: "stop", stop_reason: "revoked", message: "it leaks" });
  expect((await client.resume(pinned.pin)).beforeTurn()).toMatchObject({ stop_reason: "revoked" });
  expect(client.open("t").pin.bundle).toBe(first);
});

async function published({ folder }: Repository, path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, `.promptctl/live/labels/${path}.json`), "utf8"));
}
