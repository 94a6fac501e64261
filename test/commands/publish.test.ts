import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { type CliDocument, documentOf } from "../helpers/cli.ts";
import { runMain } from "../helpers/main.ts";
import { clones, pair, remoteOf } from "../helpers/remote.ts";
import { openRepository, type Repository } from "../helpers/repository.ts";
import { commitWords, contentsOf, copyOf, pointerOn, sharedFolder, sharedRepository, shop } from "../helpers/shop.ts";

const branch = "promptctl/releases";
const live = ".promptctl/live";

const labels = "labels: { staging: {}, prod: {} }\n";

/** Three bundles on `prod`, one after another, the last one on `staging` too; published nowhere yet. */
let released: Repository;
beforeAll(async () => {
  released = await sharedRepository(shop({ config: labels }));
  for (const says of ["Be kind.", "Be kind and brief.", "Be kind and quick."]) {
    await commitWords(released, says);
    await expectYes(released.folder, "promote", "prod", "--yes");
  }
  await expectYes(released.folder, "promote", "staging", "--yes");
  await rm(join(released.folder, ".promptctl"), { recursive: true });
});

async function expectExit(exit: number, folder: string, ...args: readonly string[]): Promise<CliDocument> {
  const result = await runMain(folder, ...args, "--format", "json");
  if (result.exit !== exit) throw new Error(`${args.join(" ")} ended with ${result.exit}\n${result.stdout}`);
  return documentOf(result);
}

const expectYes = (folder: string, ...args: readonly string[]) => expectExit(0, folder, ...args);

interface PlaceData {
  readonly name: string;
  readonly pointers: readonly unknown[];
  readonly highest: { readonly serial: number } | null;
  readonly bundles: number;
  readonly mended: readonly string[];
  readonly ahead: readonly unknown[];
  readonly failure: string | null;
  readonly pruning: {
    readonly gone: readonly { readonly bundle: string }[];
    readonly left: number;
    readonly unknown: number;
  } | null;
}

const placesIn = ({ data }: { readonly data: unknown }) => (data as { places: readonly PlaceData[] }).places;
const bundlesIn = async (folder: string) => Object.keys(await contentsOf(join(folder, live, "bundles")));
const everything = { pointers: [{ serial: 3 }, { serial: 1 }], bundles: 3, mended: [], ahead: [], failure: null };

describe.concurrent("publish", () => {
  test("writes every pointer and bundle, then nothing, then what somebody broke", async ({ expect }) => {
    const { folder, git } = await copyOf(released);
    const first = await expectYes(folder, "publish");
    expect(placesIn(first)).toMatchObject([{ name: live, ...everything, highest: { serial: 3, label: "prod" } }]);
    expect(first.verdict).toBe(`1 place now has what ${branch} says`);
    const stored = (await git("ls-tree", "-r", "--name-only", branch)).split("\n");
    const published = await contentsOf(join(folder, live));
    expect(Object.keys(published)).toEqual(stored.filter((path) => !path.startsWith("evidence/")).toSorted());

    expect(placesIn(await expectYes(folder, "publish"))).toMatchObject([{ pointers: [], bundles: 0 }]);
    expect((await expectYes(folder, "publish", "--offline")).verdict).toBe("1 place is up to date");

    // One that no pointer names: a move would not look into it.
    const { current, previous } = await pointerOn(released, "support/prod");
    const older = (await bundlesIn(folder)).find(
      (name) => ![current, previous].includes(`sha256:${name.slice(0, 64)}`),
    );
    await writeFile(join(folder, live, "bundles", older ?? ""), "torn");
    expect(placesIn(await expectYes(folder, "publish"))).toMatchObject([
      { pointers: [], bundles: 1, mended: [`sha256:${older?.slice(0, 64)}`] },
    ]);
    expect(await contentsOf(join(folder, live))).toEqual(published);
  });

  test.for([
    ["of the default branch", "main"],
    ["of the release branch, which has no promptctl.yaml", branch],
  ] as const)(
    "from a clone of depth one %s, as a CI has it, into the place that the default branch names",
    async ([, ref], { expect }) => {
      const config = `${labels}release: { publish: [{ dir: public }] }\n`;
      const source = await copyOf(released);
      await source.write(shop({ config, says: "Be kind and quick." }));
      await source.commit("publish elsewhere");
      const remote = await remoteOf(source);
      const folder = await sharedFolder();
      await source.git(
        "clone",
        "--quiet",
        "--depth=1",
        "--single-branch",
        "--branch",
        ref,
        `file://${remote.folder}`,
        folder,
      );
      expect(placesIn(await expectYes(folder, "publish"))).toMatchObject([{ name: "public", ...everything }]);
      expect(Object.keys(await contentsOf(join(folder, "public/labels")))).toEqual([
        "support/prod.json",
        "support/staging.json",
      ]);
    },
  );

  test("what was moved from another clone; --offline knows nothing of it, and says how old its knowledge is", async ({
    expect,
  }) => {
    const remote = await remoteOf(released);
    const [ada, bob] = await pair(remote);
    await expectYes(bob.folder, "publish");
    await expectYes(ada.folder, "rollback", "prod");
    const offline = await expectYes(bob.folder, "publish", "--offline");
    expect(placesIn(offline)).toMatchObject([{ pointers: [], highest: { serial: 3 } }]);
    expect(offline.data).toMatchObject({ offline: true, knownAt: expect.stringMatching(/^\d{4}-/) });
    expect(placesIn(await expectYes(bob.folder, "publish"))).toMatchObject([
      { pointers: [{ contract: "support", label: "prod", serial: 4 }], bundles: 0 },
    ]);
  });

  test("a branch that was set back, or lost, at the remote: the place is ahead, and that is no success", async ({
    expect,
  }) => {
    const remote = await remoteOf(released);
    const [, bob] = await pair(remote);
    await expectYes(bob.folder, "publish");
    await remote.git("update-ref", `refs/heads/${branch}`, `${branch}~2`);
    const back = await expectExit(1, bob.folder, "publish");
    expect(placesIn(back)).toMatchObject([
      {
        ahead: [
          { contract: "support", label: "prod", there: 3, here: 2 },
          { contract: "support", label: "staging", there: 1, here: null },
        ],
      },
    ]);
    expect(back.verdict).toBe(`1 of 1 place is AHEAD of ${branch}`);

    // Who halts now, from a clone that never saw the lost moves, must not believe that runtimes hear of it.
    const [carol] = await clones(remote, 1);
    await carol?.write({ "promptctl.yaml": `${labels}release: { publish: [{ dir: ${join(bob.folder, live)} }] }\n` });
    const halted = await expectExit(3, carol?.folder ?? "", "halt", "support", "--reason", "it leaks");
    expect(halted.failure).toMatchObject({ code: "PLACE_AHEAD", hint: expect.stringContaining("verify --repair") });

    await remote.git("update-ref", "-d", `refs/heads/${branch}`);
    const gone = await expectExit(1, bob.folder, "publish");
    expect(placesIn(gone)).toMatchObject([
      {
        ahead: [
          { there: 3, here: null },
          { there: 1, here: null },
        ],
      },
    ]);
  });

  test("a place that cannot be written, and a pointer that nobody can read, keep no other from it", async ({
    expect,
  }) => {
    const config = `${labels}release: { publish: [{ dir: blocked }, { dir: fine }] }\n`;
    const { folder, git, write } = await copyOf(released);
    await write({ ...shop({ config }), blocked: "in the way\n" });
    const broken = await expectExit(3, folder, "publish");
    expect(placesIn(broken)).toMatchObject([
      { name: "blocked", failure: expect.stringContaining("EEXIST") },
      { name: "fine", ...everything },
    ]);

    await rm(join(folder, "blocked"));
    await git("worktree", "add", "--quiet", join(folder, "branch"), branch);
    const tree = openRepository(join(folder, "branch"));
    await tree.write({ "labels/support/prod.json": "{}\n" });
    await tree.commit("by hand");
    const unreadable = await expectExit(3, folder, "publish");
    expect(unreadable.data).toMatchObject({
      unpublishable: [expect.stringContaining("labels/support/prod.json cannot be trusted")],
    });
    expect(placesIn(unreadable)).toMatchObject([
      { name: "blocked", pointers: [{ label: "staging" }], failure: null },
      { name: "fine", pointers: [], ahead: [], failure: null },
    ]);
  });
});

test("a place that is shared with somebody who knows more: nothing to worry about, with the remote or without", async ({
  expect,
}) => {
  const remote = await remoteOf(released);
  const [ada, bob] = await pair(remote);
  const shared = await sharedFolder();
  const config = `${labels}release: { publish: [{ dir: ${shared} }] }\n`;
  for (const { write } of [ada, bob]) await write({ "promptctl.yaml": config });
  await expectYes(bob.folder, "publish");
  await expectYes(ada.folder, "rollback", "prod");
  const offline = placesIn(await expectYes(bob.folder, "publish", "--offline"));
  expect(offline).toMatchObject([{ ahead: [], newer: [{ label: "prod", there: 4, here: 3 }] }]);
  expect(placesIn(await expectYes(bob.folder, "publish"))).toMatchObject([{ pointers: [], ahead: [], newer: [] }]);
});

test("a bundle that is not what its name says on the branch: everything else is published, and that is said", async ({
  expect,
}) => {
  const { folder, git } = await copyOf(released);
  await git("worktree", "add", "--quiet", join(folder, "branch"), branch);
  const tree = openRepository(join(folder, "branch"));
  const { current, previous } = await pointerOn(released, "support/prod");
  const bundles = (await git("ls-tree", "--name-only", branch, "bundles/")).split("\n");
  const older = bundles.find((path) => ![current, previous].includes(`sha256:${path.slice(8, 72)}`)) ?? "";
  await tree.write({ [older]: "{}" });
  await tree.commit("by hand");
  const { data } = await expectExit(3, folder, "publish");
  expect(data).toMatchObject({
    places: [{ pointers: everything.pointers, bundles: 2, failure: null }],
    unpublishable: [expect.stringContaining(`sha256:${older.slice(8, 72)} cannot be published`)],
  });
});

describe.concurrent("publish --prune", () => {
  test("takes away what no pointer names any more, and no later publication brings it back", async ({ expect }) => {
    const { folder, git } = await copyOf(released);
    await expectYes(folder, "publish");
    const all = await bundlesIn(folder);
    expect(placesIn(await expectYes(folder, "publish", "--prune"))).toMatchObject([{ pruning: { gone: [], left: 3 } }]);

    const looked = placesIn(await expectYes(folder, "publish", "--prune", "0s", "--dry-run"));
    expect(looked).toMatchObject([{ pruning: { gone: [{ bundle: expect.any(String) }], left: 2, unknown: 0 } }]);
    expect(await bundlesIn(folder)).toEqual(all);

    expect(placesIn(await expectYes(folder, "publish", "--prune", "0s"))).toMatchObject([
      { pruning: { gone: looked[0]?.pruning?.gone, left: 2 } },
    ]);
    const left = await bundlesIn(folder);
    expect(all.filter((name) => !left.includes(name)).map((name) => `sha256:${name.slice(0, 64)}`)).toEqual(
      looked[0]?.pruning?.gone.map(({ bundle }) => bundle),
    );
    await expectYes(folder, "publish");
    await expectYes(folder, "halt", "support", "--reason", "a move publishes too");
    expect(await bundlesIn(folder)).toEqual(left);
    expect((await git("ls-tree", "--name-only", branch, "bundles/")).split("\n").length).toBe(3);

    // Until a pointer names it again.
    await expectYes(folder, "rollback", "prod", "--to", looked[0]?.pruning?.gone[0]?.bundle ?? "");
    expect(await bundlesIn(folder)).toEqual(all);
  });

  test("a place that is new gets what is young enough, and the same is left out at every move after it", async ({
    expect,
  }) => {
    const { folder } = await copyOf(released);
    expect(placesIn(await expectYes(folder, "publish", "--prune", "0s"))).toMatchObject([
      { bundles: 2, pruning: { gone: [], left: 2 } },
    ]);
    expect(placesIn(await expectYes(folder, "publish"))).toMatchObject([{ bundles: 0 }]);
  });

  test("a shallow clone knows as much as a whole one; a bundle of which history says nothing stays, and that is said", async ({
    expect,
  }) => {
    const remote = await remoteOf(released);
    const folder = await sharedFolder();
    await remote.git("clone", "--quiet", "--depth=1", `file://${remote.folder}`, folder);
    const unheard = `${live}/bundles/${"0".repeat(64)}.json`;
    await openRepository(folder).write({ [unheard]: "{}" });
    expect(placesIn(await expectYes(folder, "publish", "--prune", "0s"))).toMatchObject([
      { bundles: 2, pruning: { gone: [], left: 3, unknown: 1 } },
    ]);
    expect(await bundlesIn(folder)).toContain(`${"0".repeat(64)}.json`);
  });
});

test.each([
  [["--prune", "soon"], "--prune takes a duration, not 'soon'"],
  [["--watch", "--interval", "0s"], "--interval takes a duration from 1s on, not '0s'"],
  [["--interval", "15s"], "--interval says how often --watch asks"],
  [["--dry-run"], "--dry-run says what --prune would remove"],
  [["--watch", "--prune"], "--watch and --prune are two commands"],
  [["--watch", "--offline"], "--watch asks the remote again and again, and --offline asks nobody"],
])("%j is refused", async (args, message) => {
  const { failure } = await expectExit(2, released.folder, "publish", ...args);
  if (failure?.message !== message) throw new Error(failure?.message);
});

test("without a place, the line to write; elsewhere than in a repository, nothing", async ({ expect }) => {
  const { folder, write } = await copyOf(released);
  await write({ "promptctl.yaml": `${labels}release: { publish: [] }\n` });
  const { failure } = await expectExit(2, folder, "publish");
  expect(failure).toMatchObject({
    message: "promptctl.yaml names no place to publish to",
    hint: expect.stringContaining("publish: [{ dir: .promptctl/live }]"),
  });
  const nowhere = await expectExit(2, await sharedFolder(), "publish");
  expect(nowhere.failure).toMatchObject({ code: "NO_REPOSITORY" });
});
