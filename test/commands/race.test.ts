import { beforeAll, describe, test } from "vitest";
import { type Write, writeRelease } from "../../src/commands/act/release.ts";
import { openProject, repositoryIn } from "../../src/commands/gather/project.ts";
import { readReleases } from "../../src/commands/gather/releases.ts";
import { documentOf, promptctl } from "../helpers/cli.ts";
import type { Repository } from "../helpers/repository.ts";
import { clones, holdUntil, ownContentsOf, pair, remoteOf } from "../helpers/remote.ts";
import { worldAt } from "../helpers/world.ts";
import { commitWords, expectYes, pointerOn, sharedRelease, sharedRepository, shop } from "../helpers/shop.ts";

const branch = "promptctl/releases";

let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop(), ["canary", "prod"]);
});

/** A remote with one release, and clones of it. */
async function team(number: number): Promise<{ remote: Repository; members: readonly Repository[] }> {
  const remote = await remoteOf(released);
  return { remote, members: await clones(remote, number) };
}

/** Twenty processes at once, on two processors. */
const twenty = { timeout: 240_000 };

describe("races", () => {
  test(
    "twenty move one label at once: one does, the others are told who was faster, and changed nothing",
    twenty,
    async ({ expect }) => {
      const { remote, members } = await team(20);
      const heads = new Map<Repository, string>();
      for (const [index, member] of members.entries())
        heads.set(member, await commitWords(member, `Be kind, number ${index}.`));
      await holdUntil(remote, members.length);
      const before = await Promise.all(members.map(ownContentsOf));
      const results = await Promise.all(
        members.map(({ folder }) =>
          promptctl(folder, "promote", "canary", "--yes", "--to", "HEAD", "--format", "json"),
        ),
      );

      expect(results.map(({ exit }) => exit).toSorted()).toEqual([0, ...Array.from({ length: 19 }, () => 4)]);
      expect(await remote.git("rev-list", "--count", branch)).toBe("3");
      for (const [index, { exit, stderr }] of results.entries()) {
        const member = members[index];
        if (member === undefined) continue;
        if (exit === 0) expect((await pointerOn(remote, "support/canary")).source.commit).toBe(heads.get(member));
        else {
          expect(stderr).toMatch(
            /^promptctl: Ada <ada@example.com> moved (?:canary|prod) of support first: it serves support@[0-9a-f]{12} now$/m,
          );
          expect(await ownContentsOf(member)).toEqual(before[index]);
        }
      }
    },
  );

  test(
    "twenty move twenty contracts while evidence is saved: all do, and nothing of anybody is lost",
    twenty,
    async ({ expect }) => {
      const names = Array.from({ length: 20 }, (_, index) => `c${index}`);
      const remote = await remoteOf(await sharedRepository(shop({ names })));
      const members = await clones(remote, names.length + 2);
      const commands = members.map((_, index) => {
        const name = names[index];
        return name === undefined
          ? ["test", "--save", "--contract", "c0"]
          : ["promote", "staging", "--yes", "--contract", name];
      });
      for (const member of members.slice(names.length)) await commitWords(member, `Be kind, ${member.folder}.`, "c0");
      const results = await Promise.all(
        members.map(({ folder }, index) => promptctl(folder, ...(commands[index] ?? []))),
      );
      expect(results.filter(({ exit }) => exit !== 0)).toEqual([]);
      for (const name of names) expect((await pointerOn(remote, `${name}/staging`)).serial).toBe(1);
      expect(await remote.git("rev-list", "--count", branch)).toBe("22");
      const stored = (await remote.git("ls-tree", "-r", "--name-only", branch, "evidence/")).split("\n");
      expect(stored).toHaveLength(2);
    },
  );

  test("a rollback that races a promote goes on top of it, whoever is faster", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada, bob] = await pair(remote);
    await expectYes(ada.folder, "promote", "prod", "--to", "HEAD", "--yes");
    const second = (await pointerOn(remote, "support/prod")).current;
    await commitWords(bob, "Be kind, brief and wrong.");
    await holdUntil(remote, 2);
    const [back, forth] = await Promise.all([
      promptctl(ada.folder, "rollback", "prod"),
      promptctl(bob.folder, "promote", "prod", "--to", "HEAD", "--yes"),
    ]);
    expect(back.exit).toBe(0);
    // Either the promote lost, or it was first and was taken back.
    const first = (await pointerOn(released, "support/prod")).current;
    const now = await pointerOn(remote, "support/prod");
    expect([4, 0]).toContain(forth.exit);
    expect(now).toMatchObject(forth.exit === 4 ? { current: first, serial: 3 } : { current: second, serial: 4 });
  });

  test("six move the same bundle, as they come: one commit; who finds it done says so", async ({ expect }) => {
    const { remote, members } = await team(6);
    const results = await Promise.all(
      members.map(({ folder }) => promptctl(folder, "promote", "canary", "--yes", "--format", "json")),
    );
    expect(await remote.git("rev-list", "--count", branch)).toBe("3");
    const said = results.filter(({ exit }) => exit === 0).map((result) => documentOf(result).verdict);
    expect(said.filter((verdict) => verdict.startsWith("canary serves "))).toHaveLength(1);
    expect(
      said
        .filter((verdict) => !verdict.startsWith("canary serves "))
        .every((verdict) => verdict.startsWith("nothing to move: ")),
    ).toBe(true);
    expect(results.filter(({ exit }) => exit === 4)).toHaveLength(6 - said.length);
  });

  test("two who take the same bundle back at once go one step back, not two", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada, bob] = await pair(remote);
    await expectYes(ada.folder, "promote", "prod", "--to", "HEAD", "--yes");
    const second = (await pointerOn(remote, "support/prod")).current;
    await commitWords(ada, "Be kind, brief and wrong.");
    await expectYes(ada.folder, "promote", "prod", "--to", "HEAD", "--yes");
    await holdUntil(remote, 2);
    await Promise.all(
      [ada, bob].map(({ folder }, index) => promptctl(folder, "rollback", "prod", "--reason", `by ${index}`)),
    );
    expect((await pointerOn(remote, "support/prod")).current).toBe(second);
  });

  test("two of one name who write the same in one second: only one of them wrote it", async ({ expect }) => {
    const { members } = await team(2);
    const write: Write = { files: new Map([["evidence/x.json", Buffer.from("{}\n")]]), message: "evidence: x\n" };
    const sides = await Promise.all(
      members.map(async ({ folder }, index) => {
        const world = worldAt(folder, {
          clock: { now: () => new Date("2026-11-20T12:00:00Z"), unique: () => `u${index}` },
        });
        const project = await openProject(world);
        return { world, project, releases: await readReleases(world, repositoryIn(project), project.config) };
      }),
    );
    const written = await Promise.all(
      sides.map(({ world, project, releases }) => writeRelease(world, project, releases, write, async () => null)),
    );
    expect(written.filter(({ commit }) => commit === null)).toHaveLength(1);
  });

  test("without a remote: five move five contracts in one repository", async ({ expect }) => {
    const names = ["a", "b", "c", "d", "e"];
    const repository = await sharedRepository(shop({ names }));
    const results = await Promise.all(
      names.map((name) => promptctl(repository.folder, "promote", "staging", "--yes", "--contract", name)),
    );
    expect(results.map(({ exit }) => exit)).toEqual([0, 0, 0, 0, 0]);
    expect(await repository.git("rev-list", "--count", branch)).toBe("5");
  });
});
