import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import type { Repository } from "../helpers/repository.ts";
import {
  bundlesOf,
  commitWords,
  contentsOf,
  copyOf,
  expectExit,
  expectYes,
  pointerOn,
  sharedRelease,
  sharedRepository,
  shop,
} from "../helpers/shop.ts";

const branch = "promptctl/releases";

let released: Repository;
let first: string;
let second: string;
beforeAll(async () => {
  released = await sharedRelease();
  second = (await bundlesOf(released.folder)).support ?? "";
  first = (await pointerOn(released, "support/prod")).current;
});

describe.concurrent("the loop", () => {
  test("a canary, more of it, another one, prod", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder } = repository;
    await expectYes(folder, "promote", "canary", "--yes");
    const canary = await pointerOn(repository, "support/canary");
    const ramped = await pointerOn(repository, "support/prod");
    expect(canary).toMatchObject({ current: second, previous: first, ramp: null, serial: 2 });
    expect(ramped).toMatchObject({ current: first, ramp: { bundle: second, weight: 500 }, serial: 2 });
    expect((await pointerOn(repository, "support/staging")).serial).toBe(1);

    await expectYes(folder, "promote", "canary", "--weight", "25", "--yes");
    const more = await pointerOn(repository, "support/prod");
    expect(more).toMatchObject({ ramp: { bundle: second, weight: 2500, salt: ramped.ramp?.salt }, serial: 3 });
    expect(await pointerOn(repository, "support/canary")).toEqual(canary);

    await commitWords(repository, "Be kind, brief and exact.");
    const third = (await bundlesOf(folder)).support;
    const refused = await expectExit(2, folder, "promote", "canary", "--yes");
    expect(refused.failure?.code).toBe("RAMP_IN_PROGRESS");
    await expectYes(folder, "promote", "canary", "--replace", "--yes");
    const replaced = await pointerOn(repository, "support/prod");
    expect(replaced).toMatchObject({ current: first, ramp: { bundle: third, weight: 500 }, serial: 4 });
    expect(replaced.ramp?.salt).not.toBe(ramped.ramp?.salt);

    await expectYes(folder, "promote", "prod", "--yes");
    expect(await pointerOn(repository, "support/prod")).toMatchObject({
      current: third,
      previous: first,
      ramp: null,
      serial: 5,
    });
    const nothing = await expectYes(folder, "promote", "prod", "--yes");
    expect(nothing.verdict).toContain("nothing to move");
    expect((await pointerOn(repository, "support/prod")).serial).toBe(5);
  });

  test("rollback canary: what prod serves, and no ramp", async ({ expect }) => {
    const repository = await copyOf(released);
    await expectYes(repository.folder, "promote", "canary", "--yes");
    await expectYes(repository.folder, "rollback", "canary", "--reason", "tokens\ndoubled");
    expect(await pointerOn(repository, "support/canary")).toMatchObject({
      current: first,
      serial: 3,
      reason: "tokens\ndoubled",
    });
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ current: first, ramp: null, serial: 3 });
    expect(await repository.git("log", "-1", "--format=%(trailers)", branch)).toContain(
      "Promptctl-Reason: tokens doubled",
    );
  });

  test("rollback prod: first the ramp ends, then further back, and further, until there is nothing older", async ({
    expect,
  }) => {
    const repository = await copyOf(released);
    const { folder } = repository;
    await expectYes(folder, "promote", "prod", "--to", "HEAD", "--yes");
    await commitWords(repository, "Be kind, brief and exact.");
    await expectYes(folder, "promote", "prod", "--to", "HEAD", "--yes");
    const third = (await pointerOn(repository, "support/prod")).current;
    await commitWords(repository, "Be kind, brief, exact and calm.");
    await expectYes(folder, "promote", "canary", "--yes");

    const ended = await expectYes(folder, "rollback", "prod");
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ current: third, ramp: null, serial: 5 });
    expect(JSON.stringify(ended.data)).toContain("prod goes on with");
    await expectYes(folder, "rollback", "prod");
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ current: second, previous: first, serial: 6 });
    await expectYes(folder, "rollback", "prod");
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ current: first, previous: null, serial: 7 });
    const tip = await repository.git("rev-parse", branch);
    expect((await expectExit(2, folder, "rollback", "prod")).failure?.code).toBe("NOTHING_OLDER");
    expect(await repository.git("rev-parse", branch)).toBe(tip);

    await expectYes(folder, "rollback", "prod", "--to", third);
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ current: third, serial: 8 });
  });

  test("the release branch carries the workflow that publishes it, as the default branch has it", async ({
    expect,
  }) => {
    const repository = await copyOf(released);
    const { folder, git, write, commit } = repository;
    const path = ".github/workflows/promptctl-publish.yml";
    const stored = (): Promise<string> => git("show", `${branch}:${path}`);
    await write({ [path]: "on: push\n" });
    await commit("publish what is released");
    const { data } = await expectYes(folder, "promote", "canary", "--yes");
    expect(data).toMatchObject({ carried: [path] });
    expect(await stored()).toBe("on: push");
    expect((await expectYes(folder, "promote", "canary", "--weight", "10", "--yes")).data).toMatchObject({
      carried: [],
    });
    await expectYes(folder, "rollback", "canary");
    expect(await stored()).toBe("on: push");
    await write({ [path]: "on: [push]\n" });
    await commit("another way to say it");
    await expectYes(folder, "promote", "staging", "--yes", "--force", "taken back above");
    expect(await stored()).toBe("on: [push]");
    await expectYes(folder, "verify");
    expect(
      Object.keys(await contentsOf(join(folder, ".promptctl/live"))).filter((name) => name.includes("workflow")),
    ).toEqual([]);
  });

  test("--dry-run shows the plan and writes nothing", async ({ expect }) => {
    const { folder } = await copyOf(released);
    const before = await contentsOf(folder, /^$/);
    const plan = await expectYes(folder, "promote", "canary", "--dry-run");
    expect(plan.data).toMatchObject({ dryRun: true, moves: [{ contract: "support", from: first, to: second }] });
    expect(await contentsOf(folder, /^$/)).toEqual(before);
  });
});

describe.concurrent("several contracts", () => {
  test("move together when that is said, in one commit, and go back together", async ({ expect }) => {
    const repository = await sharedRepository(shop({ names: ["sales", "support", "triage"] }));
    const { folder, git } = repository;
    const refused = await expectExit(2, folder, "promote", "staging", "--yes");
    expect(refused.failure).toMatchObject({ code: "TOO_MANY_CONTRACTS" });
    expect(refused.verdict).toContain("sales, support and triage");

    await expectYes(folder, "promote", "staging", "--contract", "sales", "--yes");
    await expectYes(folder, "promote", "staging", "--all", "--yes");
    expect(await git("rev-list", "--count", branch)).toBe("2");
    expect((await git("show", "--name-only", "--format=", branch, "--", "labels")).split("\n")).toEqual([
      "labels/support/staging.json",
      "labels/triage/staging.json",
    ]);

    await commitWords(repository, "Be kind to all.", "sales");
    await commitWords(repository, "Be kind to each.", "triage");
    await expectYes(folder, "promote", "staging", "--all", "--yes");
    const back = await expectYes(folder, "rollback", "staging");
    expect(
      (back.data as { pointers: readonly { contract: string }[] }).pointers.map(({ contract }) => contract).toSorted(),
    ).toEqual(["sales", "triage"]);
    expect(await git("rev-list", "--count", branch)).toBe("4");
    expect((await pointerOn(repository, "support/staging")).serial).toBe(1);
  });
});
