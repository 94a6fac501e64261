import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { documentOf, promptctlThrough } from "../helpers/cli.ts";
import { ownContentsOf } from "../helpers/remote.ts";
import { openRepository, type Repository } from "../helpers/repository.ts";
import { look, moves, sceneOf } from "../helpers/scene.ts";
import { contentsOf, expectExit, expectYes, pointerOn, sharedFolder, sharedRelease, shop } from "../helpers/shop.ts";
import { mountable, smallDisk, unmountable } from "../helpers/small-disk.ts";
import { strace, traceable, untraceable } from "../helpers/strace.ts";

const move = ["promote", "prod", "--yes"] as const;

/** Serial 1 is on prod, published; HEAD would be serial 2. */
let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop({ config: "labels: { prod: {} }\n" }), ["prod"]);
});

describe.skipIf(!traceable).concurrent(`a disk that fails${untraceable}`, () => {
  // Every git renames and syncs once at most; of promptctl the first two syncs and the first rename are the bundle's.
  test.for([
    ["at the sync of the pointer", "fsync", "error=EIO:when=3", "EIO"],
    ["at the sync of the pointer's folder", "fsync", "error=EIO:when=4", "EIO"],
    ["at the rename of the pointer", "rename", "error=ENOSPC:when=2", "ENOSPC"],
  ] as const)("%s: exit 3 and no word of success, and the same command ends it", async (row, { expect }) => {
    const [, call, fault, why] = row;
    const scene = await sceneOf(released);
    const result = await promptctlThrough(strace({ call, fault }), scene.ada.folder, ...move, "--format", "json");
    const failed = documentOf(result);
    expect(failed).toMatchObject({ exit: 3, answer: null, failure: { code: "PUBLISH_FAILED" } });
    expect(failed.verdict).toMatch(
      new RegExp(`^the move is recorded, but .promptctl/live could not be written: .*${why}`),
    );
    expect(result.stdout + result.stderr).not.toMatch(/prod serves|✔/);
    expect(await look(scene)).toMatchObject({ remote: 2, local: 2 });
    await expectYes(scene.ada.folder, ...move);
    expect(await look(scene)).toEqual({ remote: 2, local: 2, place: 2 });
    expect(await moves(scene)).toBe("2");
  });

  test.for([
    ["the sync of what git writes", "fsync", "error=EIO:when=1", "GIT_FAILED", "Input/output error"],
    ["the server's rename of its branch", "rename", "error=ENOSPC:when=1", "PUSH_REFUSED", "promptctl/releases"],
  ] as const)("%s: exit 3 in git's words, and nothing has changed", async (row, { expect }) => {
    const [, call, fault, code, words] = row;
    const scene = await sceneOf(released);
    const before = await ownContentsOf(scene.ada);
    const result = await promptctlThrough(strace({ call, fault }), scene.ada.folder, ...move, "--format", "json");
    const failed = documentOf(result);
    expect(failed).toMatchObject({ exit: 3, failure: { code } });
    expect(failed.verdict).toContain(words);
    expect(await ownContentsOf(scene.ada)).toEqual(before);
    expect(await look(scene)).toEqual({ remote: 1, local: 1, place: 1 });
    await expectYes(scene.ada.folder, ...move);
    expect(await look(scene)).toEqual({ remote: 2, local: 2, place: 2 });
  });
});

describe.skipIf(!mountable).concurrent(`a small disk${unmountable}`, () => {
  test("full where runtimes poll: they see the old one, whole; with space, the same command ends it", async (context) => {
    const { expect } = context;
    const scene = await sceneOf(released);
    const live = join(scene.ada.folder, ".promptctl/live");
    const kept = await sharedFolder();
    await cp(live, kept, { recursive: true });
    const disk = smallDisk(context, live, "64k");
    await cp(kept, live, { recursive: true });
    await disk.fill();
    const before = await contentsOf(live);
    const failed = await expectExit(3, scene.ada.folder, ...move);
    expect(failed.failure).toMatchObject({ code: "PUBLISH_FAILED", message: expect.stringContaining("ENOSPC") });
    expect(await contentsOf(live)).toEqual(before);
    await disk.free();
    await expectYes(scene.ada.folder, ...move);
    expect(await look(scene)).toEqual({ remote: 2, local: 2, place: 2 });

    disk.allow(false);
    expect((await expectYes(scene.ada.folder, ...move)).verdict).toMatch(/^nothing to move: /);
    const halted = await expectExit(3, scene.ada.folder, "halt", "support", "--reason", "it leaks");
    expect(halted.failure).toMatchObject({ code: "PUBLISH_FAILED", message: expect.stringContaining("EROFS") });
    expect(await pointerOn(scene.remote, "support/prod")).toMatchObject({ serial: 3, halted: { reason: "it leaks" } });
    disk.allow(true);
    expect((await expectYes(scene.ada.folder, "halt", "support", "--reason", "it leaks")).verdict).toBe(
      "support is halted already",
    );
    expect(JSON.parse(await readFile(join(live, "labels/support/prod.json"), "utf8"))).toMatchObject({
      serial: 3,
      halted: { reason: "it leaks" },
    });
    expect((await readdir(live)).toSorted()).toEqual(["bundles", "labels"]);
  });

  test("full where git writes its objects: nothing has changed; with space, the same command does it", async (context) => {
    const { expect } = context;
    const scene = await sceneOf(released);
    const disk = smallDisk(context, join(await sharedFolder(), "disk"), "8m");
    const ada = openRepository(join(disk.folder, "ada"));
    await cp(scene.ada.folder, ada.folder, { recursive: true });
    await disk.fill();
    const before = await ownContentsOf(ada);
    for (const args of [move, ["halt", "support", "--reason", "it leaks"]] as const) {
      const failed = await expectExit(3, ada.folder, ...args);
      expect(failed.failure).toMatchObject({
        code: "GIT_FAILED",
        message: expect.stringMatching(/No space left|Out of diskspace/),
      });
    }
    expect(await ownContentsOf(ada)).toEqual(before);
    expect(await moves(scene)).toBe("1");
    await disk.free();
    await expectYes(ada.folder, ...move);
    expect(await look({ ...scene, ada })).toEqual({ remote: 2, local: 2, place: 2 });
  });

  test("full or read-only where the server writes: refused in its words; with space, the same command does it", async (context) => {
    const { expect } = context;
    const scene = await sceneOf(released);
    const disk = smallDisk(context, join(await sharedFolder(), "disk"), "8m");
    const remote = openRepository(join(disk.folder, "remote.git"));
    await cp(scene.remote.folder, remote.folder, { recursive: true });
    await scene.ada.git("remote", "set-url", "origin", remote.folder);
    const before = await ownContentsOf(scene.ada);
    for (const [hinder, words] of [
      [disk.fill, "No space left"],
      [async () => disk.allow(false), "unable to create temporary object directory"],
    ] as const) {
      await hinder();
      const failed = await expectExit(3, scene.ada.folder, ...move);
      expect(failed.failure).toMatchObject({ code: "PUSH_REFUSED", message: expect.stringContaining(words) });
      expect(await ownContentsOf(scene.ada)).toEqual(before);
      disk.allow(true);
      await disk.free();
    }
    await expectYes(scene.ada.folder, ...move);
    expect(await look({ ...scene, remote })).toEqual({ remote: 2, local: 2, place: 2 });
  });
});
