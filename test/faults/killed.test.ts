import { readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, type ExpectStatic, test } from "vitest";
import { promptctlThrough, promptctlWith } from "../helpers/cli.ts";
import { gitBetween } from "../helpers/git-between.ts";
import type { Repository } from "../helpers/repository.ts";
import { look, moves, type Scene, sceneOf } from "../helpers/scene.ts";
import { copyOf, expectExit, expectYes, pointerOn, sharedRelease, shop } from "../helpers/shop.ts";
import { strace, traceable, untraceable } from "../helpers/strace.ts";

const branch = "promptctl/releases";
const move = ["promote", "prod", "--yes"] as const;

/** Serial 1 is on prod, published; HEAD would be serial 2. */
let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop({ config: "labels: { prod: {} }\n" }), ["prod"]);
});

/** The same command again: it finishes what was begun, or does it now, and leaves one move and nothing else. */
async function expectMended(expect: ExpectStatic, scene: Scene): Promise<void> {
  await expectYes(scene.ada.folder, ...move);
  expect(await look(scene)).toMatchObject({ remote: 2, place: 2 });
  expect(await moves(scene)).toBe("2");
  expect(await readdir(live(scene))).toEqual(["bundles", "labels"]);
}

function live({ ada }: Scene, ...path: readonly string[]): string {
  return join(ada.folder, ".promptctl/live", ...path);
}

describe.concurrent("promote is killed with -9", () => {
  const dies = "kill -9 $PPID";
  test.for([
    ["before its commit is written", "fast-import", `${dies}; exit 1`, { remote: 1, local: 1, place: 1 }],
    ["when its commit is written", "push", `${dies}; exit 1`, { remote: 1, local: 1, place: 1 }],
    ["and its git pushes without it", "push", `${dies}; real "$@"; exit 1`, { remote: 2, local: 1, place: 1 }],
    ["when its commit is pushed", "push", `real "$@"; ${dies}; exit 1`, { remote: 2, local: 1, place: 1 }],
    ["when the local branch has moved", "fast-import", `real "$@"; ${dies}; exit 1`, { remote: 2, local: 2, place: 1 }],
  ] as const)("%s: old or new and nothing between, and the same command finishes it", async (row, { expect }) => {
    const [, command, script, left] = row;
    const scene = await sceneOf(released);
    const killed = await promptctlWith(await gitBetween(command, script), scene.ada.folder, ...move);
    expect(killed).toMatchObject({ exit: null, stdout: "" });
    // What it started may go on without it.
    await expect.poll(() => look(scene), { timeout: 20_000 }).toEqual(left);
    await expectMended(expect, scene);
  });
});

describe.skipIf(!traceable).concurrent(`strace kills${untraceable}`, () => {
  test("promptctl as it renames the pointer: runtimes see the old one, and nobody waits for the dead", async ({
    expect,
  }) => {
    const scene = await sceneOf(released);
    // Every git renames once at most; of promptctl the first file is the bundle.
    const command = strace({ call: "rename", fault: "signal=KILL:when=2" });
    const killed = await promptctlThrough(command, scene.ada.folder, ...move);
    expect(killed).toMatchObject({ exit: null, stdout: "" });
    expect(await look(scene)).toEqual({ remote: 2, local: 2, place: 1 });
    const left = async (): Promise<readonly string[]> => (await readdir(live(scene, "labels/support"))).toSorted();
    expect(await left()).toEqual(["prod.json", expect.stringMatching(/^prod\.json\.\d+$/)]);
    expect(await readdir(live(scene))).toContain(".lock");
    // A lock of a living holder would be waited for until it is ten seconds old.
    await writeFile(live(scene, "labels/support/prod.json.bak.7"), "mine");
    await expectMended(expect, scene);

    // What it left is taken away when nobody can be writing it any more: an hour later, and nothing of anybody else.
    const [, temporary = ""] = await left();
    for (const name of [temporary, "prod.json.bak.7"]) await utimes(live(scene, "labels/support", name), 0, 0);
    await expectYes(scene.ada.folder, "rollback", "prod");
    expect(await left()).toEqual(["prod.json", "prod.json.bak.7"]);
  });

  test("the git that moves the local branch: the move is done, and the branch stays as it was", async ({ expect }) => {
    const scene = await sceneOf(released);
    const lock = join(scene.ada.folder, ".git/refs/heads/promptctl/releases.lock");
    const killed = await promptctlThrough(
      strace({ call: "rename", fault: "signal=KILL", path: lock }),
      scene.ada.folder,
      ...move,
    );
    expect(killed.exit).toBe(0);
    expect(await look(scene)).toEqual({ remote: 2, local: 1, place: 2 });
    await expectMended(expect, scene);
  });

  test("the same without a remote: nothing has moved, and git's words name the lock that it left", async ({
    expect,
  }) => {
    const ada = await copyOf(released);
    const lock = join(ada.folder, ".git/refs/heads/promptctl/releases.lock");
    const command = strace({ call: "rename", fault: "signal=KILL", path: lock });
    const killed = await promptctlThrough(command, ada.folder, ...move);
    expect(killed).toMatchObject({ exit: 3, stdout: "" });
    const refused = await expectExit(3, ada.folder, ...move);
    expect(refused.failure).toMatchObject({
      code: "PUSH_REFUSED",
      message: expect.stringContaining(lock),
      hint: expect.stringMatching(/^nothing was changed, here or there; .* delete that \.lock file/),
    });
    expect((await pointerOn(ada, "support/prod")).serial).toBe(1);
    await rm(lock);
    await expectYes(ada.folder, ...move);
    expect(await ada.git("rev-list", "--count", branch)).toBe("2");
  });

  test("the server's git as it moves the branch: refused, and nothing has changed here or there", async ({
    expect,
  }) => {
    const scene = await sceneOf(released);
    const lock = join(scene.remote.folder, "./refs/heads/promptctl/releases.lock");
    const server = `${scene.remote.folder}/./refs/heads/promptctl/releases.lock`;
    const command = strace({ call: "rename", fault: "signal=KILL", path: server });
    const killed = await promptctlThrough(command, scene.ada.folder, ...move, "--format", "json");
    expect(killed.exit).toBe(3);
    expect(JSON.parse(killed.stdout)).toMatchObject({ failure: { code: "PUSH_REFUSED" } });
    expect(await look(scene)).toEqual({ remote: 1, local: 1, place: 1 });
    await rm(lock);
    await expectMended(expect, scene);
  });
});
