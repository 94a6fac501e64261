import { rename } from "node:fs/promises";
import { beforeAll, describe, test } from "vitest";
import { documentOf, promptctl, promptctlWith } from "../helpers/cli.ts";
import { gitBetween } from "../helpers/git-between.ts";
import { clones, ownContentsOf, remoteOf, serverHook } from "../helpers/remote.ts";
import type { Repository } from "../helpers/repository.ts";
import { look, moves, sceneOf } from "../helpers/scene.ts";
import { expectExit, expectYes, pointerOn, sharedRelease, shop } from "../helpers/shop.ts";

const branch = "promptctl/releases";
const move = ["promote", "prod", "--yes"] as const;

/** Serial 1 is on prod, published; HEAD would be serial 2. */
let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop({ config: "labels: { prod: {} }\n" }), ["prod"]);
});

describe.concurrent("a push whose answer is lost", () => {
  /** The server takes the push, and dies before it says so. */
  const dies = `if [ "$1" = committed ] && grep -q ${branch}; then kill -9 $PPID; fi`;

  test("was taken: the remote is asked, and the move is done, once", async ({ expect }) => {
    const scene = await sceneOf(released);
    await serverHook(scene.remote, "reference-transaction", dies);
    await expectYes(scene.ada.folder, ...move);
    expect(await look(scene)).toEqual({ remote: 2, local: 2, place: 2 });
    expect(await moves(scene)).toBe("2");
  });

  test("and somebody has built upon it since: it was taken all the same", async ({ expect }) => {
    const scene = await sceneOf(released);
    const [bob] = await clones(scene.remote, 1);
    const after = `real "$@"; cd '${bob?.folder}' && PATH='${process.env["PATH"]}' && promptctl_other; exit 1`;
    const evidence = `git fetch --quiet origin && c=$(git commit-tree -p origin/${branch} -m other origin/${branch}^{tree}) && git push --quiet origin $c:refs/heads/${branch}`;
    const env = await gitBetween("push", after.replace("promptctl_other", evidence));
    const result = await promptctlWith(env, scene.ada.folder, ...move, "--format", "json");
    expect(documentOf(result)).toMatchObject({ exit: 0, verdict: expect.stringMatching(/^prod serves support@/) });
    expect(await look(scene)).toMatchObject({ remote: 2, place: 2 });
    expect(await moves(scene)).toBe("3");
  });

  test("and nobody can be asked: that is said, with what to do; the same command then finds it done", async ({
    expect,
  }) => {
    const scene = await sceneOf(released);
    const gone = `${scene.remote.folder}-gone`;
    const env = await gitBetween("push", `real "$@"; mv '${scene.remote.folder}' '${gone}'; exit 1`);
    const lost = documentOf(await promptctlWith(env, scene.ada.folder, ...move, "--format", "json"));
    expect(lost).toMatchObject({ exit: 3, failure: { code: "PUSH_UNKNOWN" } });
    expect(lost.verdict).toMatch(/^it is not known whether origin took promptctl\/releases/);
    expect(lost.failure?.hint).toContain("promptctl status");
    await rename(gone, scene.remote.folder);
    expect(await look(scene)).toEqual({ remote: 2, local: 1, place: 1 });
    expect((await expectYes(scene.ada.folder, ...move)).verdict).toMatch(/^nothing to move: /);
    expect(await look(scene)).toMatchObject({ remote: 2, place: 2 });
    expect(await moves(scene)).toBe("2");
  });

  test.for([
    ["halt", ["halt", "support", "--reason", "it leaks"], { halted: { reason: "it leaks" } }],
    ["rollback", ["rollback", "prod", "--to"], { serial: 3 }],
  ] as const)("of a %s: it is done once", async ([name, args, part], { expect }) => {
    const scene = await sceneOf(released);
    const first = (await pointerOn(scene.remote, "support/prod")).current;
    await expectYes(scene.ada.folder, ...move);
    await serverHook(scene.remote, "reference-transaction", dies);
    await expectYes(scene.ada.folder, ...args, ...(name === "rollback" ? [first] : []));
    expect(await pointerOn(scene.remote, "support/prod")).toMatchObject(part);
    expect(await look(scene)).toEqual({ remote: 3, local: 3, place: 3 });
    expect(await moves(scene)).toBe("3");
  });
});

test("a push that is killed without a word is none", async ({ expect }) => {
  const scene = await sceneOf(released);
  const before = await ownContentsOf(scene.ada);
  for (const dies of ["kill -9 $$", "exit 1"]) {
    const killed = await promptctlWith(await gitBetween("push", dies), scene.ada.folder, ...move, "--format", "json");
    expect(documentOf(killed)).toMatchObject({ exit: 3, failure: { code: "PUSH_REFUSED" } });
    expect(await ownContentsOf(scene.ada)).toEqual(before);
  }
  expect(await look(scene)).toEqual({ remote: 1, local: 1, place: 1 });
});

describe.concurrent("a server that refuses", () => {
  test.for([
    ["a protected branch", "update", `[ "$1" = refs/heads/${branch} ] && echo 'GH006: Protected branch' >&2 && exit 1`],
    ["a rule without words", "update", "exit 1"],
    ["a rule about who pushes", "pre-receive", "echo 'only the release bot may push' >&2; exit 1"],
  ] as const)("%s: exit 3 with its words, and nothing has changed", async ([, hook, script], { expect }) => {
    const scene = await sceneOf(released);
    await serverHook(scene.remote, hook, script);
    const before = await ownContentsOf(scene.ada);
    const words = /echo '(.+)'/.exec(script)?.[1] ?? "hook declined";
    for (const args of [move, ["halt", "support", "--reason", "it leaks"]] as const) {
      const refused = await expectExit(3, scene.ada.folder, ...args);
      expect(refused.failure).toMatchObject({ code: "PUSH_REFUSED", hint: "nothing was changed, here or there" });
      expect(refused.verdict).toContain(words);
    }
    expect(await ownContentsOf(scene.ada)).toEqual(before);
    expect((await expectExit(3, scene.ada.folder, "test", "--save")).verdict).toContain(words);
    expect(await look(scene)).toEqual({ remote: 1, local: 1, place: 1 });
  });

  test("a remote that does not answer: every writer says so, and changes nothing", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada] = await clones(remote, 1);
    if (ada === undefined) return;
    await rename(remote.folder, `${remote.folder}-gone`);
    const before = await ownContentsOf(ada);
    for (const args of [
      ["halt", "support", "--reason", "x"],
      ["revoke", "support", "--reason", "x"],
    ])
      expect(await promptctl(ada.folder, ...args)).toMatchObject({
        exit: 3,
        stderr: expect.stringContaining("git could not ask origin where it stands"),
      });
    expect(await ownContentsOf(ada)).toEqual(before);
    await rename(`${remote.folder}-gone`, remote.folder);
  });
});
