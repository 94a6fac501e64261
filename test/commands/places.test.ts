import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import type { Repository } from "../helpers/repository.ts";
import {
  contentsOf,
  copyOf,
  expectExit,
  expectYes,
  openLabels,
  pointerOn,
  policyOf,
  sharedFolder,
  sharedRelease,
  sharedRepository,
  sha256,
  shop,
} from "../helpers/shop.ts";

const branch = "promptctl/releases";

describe.concurrent("wherever it is run", () => {
  let released: Repository;
  beforeAll(async () => {
    released = await sharedRelease(shop(), ["staging"]);
  });

  test("one commit on the release branch; working tree, index and branch stay as they are", async ({ expect }) => {
    const { folder, git, write } = await copyOf(released);
    await write({ "notes.txt": "untracked\n", "agent.mjs": "dirty\n", "staged.txt": "staged\n" });
    await git("add", "staged.txt");
    const status = await git("status", "--porcelain");
    const ours = /^\.git\/(?:objects|refs\/heads\/promptctl|logs\/refs\/heads\/promptctl)\/|^\.promptctl\//;
    const before = await contentsOf(folder, ours);
    const tip = await git("rev-parse", branch);

    await expectYes(folder, "promote", "staging", "--yes");

    // Every file below .git too: the index, HEAD, all other refs, the configuration.
    expect(await contentsOf(folder, ours)).toEqual(before);
    expect(await git("status", "--porcelain")).toBe(status);
    expect(await git("rev-parse", `${branch}^`)).toBe(tip);
    expect(await git("for-each-ref", "--format=%(refname)")).toBe(`refs/heads/main\nrefs/heads/${branch}`);
    expect(await git("show", "--no-patch", "--format=%an <%ae>|%s", branch)).toBe(
      "Ada <ada@example.com>|promote staging: support",
    );
    expect(await git("fsck", "--strict", "--no-dangling")).toBe("");
  });

  test("on a detached HEAD", async ({ expect }) => {
    const repository = await copyOf(released);
    await repository.git("checkout", "--quiet", "--detach");
    await expectYes(repository.folder, "promote", "staging", "--yes");
    expect((await pointerOn(repository, "support/staging")).serial).toBe(2);
    expect(await repository.git("branch", "--show-current")).toBe("");
  });

  test("in a linked worktree", async ({ expect }) => {
    const repository = await copyOf(released);
    const tree = join(await sharedFolder(), "linked");
    await repository.git("worktree", "add", "--quiet", "--detach", tree);
    await expectYes(tree, "promote", "staging", "--yes");
    expect((await pointerOn(repository, "support/staging")).serial).toBe(2);
    expect(await contentsOf(join(tree, ".promptctl/live/labels"))).toHaveProperty("support/staging.json");
  });

  test("from a folder below, with --cwd, and by the short name of a label that is a branch too", async ({ expect }) => {
    const repository = await copyOf(released);
    await repository.git("branch", "staging");
    await expectYes(join(repository.folder, "prompts/support"), "promote", "staging", "--yes");
    await expectYes("/", "rollback", "staging", "--cwd", repository.folder);
    expect((await pointerOn(repository, "support/staging")).serial).toBe(3);
  });

  test("with a default branch `trunk` and others beside it", async ({ expect }) => {
    const repository = await copyOf(released);
    await repository.git("branch", "--move", "main", "trunk");
    await repository.git("branch", "feature");
    const plan = await expectYes(repository.folder, "promote", "staging", "--yes");
    expect(plan.verdict).toContain("staging serves support@");
    const { data } = await expectYes(repository.folder, "status");
    expect(data).toMatchObject({ branch, remote: null, pointers: [{ pointer: { serial: 2 } }] });
  });

  test("from a folder with its own promptctl.yaml: its contracts, its branch, its place", async ({ expect }) => {
    const files = shop({ config: `${openLabels}release: { branch: promptctl/shop }\n` });
    const repository = await sharedRepository({
      ...shop({ names: ["other"] }),
      ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`apps/shop/${path}`, text])),
    });
    const { folder, git } = repository;
    const app = join(folder, "apps/shop");
    await expectYes(join(app, "prompts"), "promote", "staging", "--yes");
    expect((await pointerOn(repository, "support/staging", "promptctl/shop")).serial).toBe(1);
    expect(await git("for-each-ref", "--format=%(refname:short)", "refs/heads")).toBe("main\npromptctl/shop");
    expect(await contentsOf(join(app, ".promptctl/live/labels"))).toHaveProperty("support/staging.json");
    expect(await git("status", "--porcelain")).toBe("");

    await repository.write({ [`apps/shop/${policyOf()}`]: "Dirty.\n" });
    await expectYes(folder, "promote", "staging", "--yes");
    expect((await pointerOn(repository, "other/staging")).serial).toBe(1);
  });
});

describe.concurrent("what is told agrees with what is stored", () => {
  test("status, log and resolve read the same pointers; the published folder holds the branch's bytes", async ({
    expect,
  }) => {
    const repository = await sharedRelease(shop(), ["canary", "prod"]);
    const { folder, git } = repository;
    await expectYes(folder, "promote", "canary", "--weight", "50", "--reason", "half of them", "--yes");
    const [canary, prod] = [await pointerOn(repository, "support/canary"), await pointerOn(repository, "support/prod")];

    const status = await expectYes(folder, "status");
    expect(status.data).toMatchObject({
      tip: await git("rev-parse", branch),
      pointers: [{ pointer: canary }, { pointer: prod }],
      broken: [],
    });
    const log = await expectYes(folder, "log", "prod");
    expect(log.data).toMatchObject({
      entries: [
        { action: "promote", named: "canary", reason: "half of them", after: prod },
        { named: "prod", before: null },
      ],
    });
    const answers = await Promise.all(
      ["", "a", "b", "c", "d"].map(
        async (session) =>
          (await expectYes(folder, "resolve", "support", "--session", session)).data as {
            variant: string;
            bundle: string;
            bucket: number | null;
          },
      ),
    );
    for (const { variant, bundle, bucket } of answers) {
      expect(bundle).toBe(variant === "ramp" ? prod.ramp?.bundle : prod.current);
      expect(variant).toBe(bucket !== null && bucket < 5000 ? "ramp" : "current");
    }
    expect(answers[0]).toMatchObject({ variant: "current", bucket: null });

    const live = join(folder, ".promptctl/live");
    const published = await contentsOf(live);
    const stored = (await git("ls-tree", "-r", "--name-only", branch)).split("\n");
    expect(Object.keys(published)).toEqual(stored.toSorted());
    for (const path of stored)
      expect(
        sha256(Buffer.from(`${await git("show", `${branch}:${path}`)}${path.startsWith("labels/") ? "\n" : ""}`)),
      ).toBe(published[path]);
    expect(await readFile(join(folder, ".promptctl/.gitignore"), "utf8")).toBe("*\n");
    expect(await git("status", "--porcelain", "--untracked-files=all")).toBe("");
  });

  test("a place that could not be written is mended by the same command, and says so", async ({ expect }) => {
    const repository = await sharedRepository(shop());
    await repository.write({ ".promptctl/live": "in the way\n" });
    const { failure } = await expectExit(3, repository.folder, "promote", "staging", "--yes");
    expect(failure).toMatchObject({ code: "PUBLISH_FAILED" });
    expect((await pointerOn(repository, "support/staging")).serial).toBe(1);
    await repository.git("clean", "--quiet", "-fdx");
    await mkdir(join(repository.folder, ".promptctl"), { recursive: true });
    await expectYes(repository.folder, "promote", "staging", "--yes");
    expect(await contentsOf(join(repository.folder, ".promptctl/live/labels"))).toHaveProperty("support/staging.json");
    expect((await pointerOn(repository, "support/staging")).serial).toBe(1);
  });
});
