import { rename } from "node:fs/promises";
import { beforeAll, describe, test } from "vitest";
import type { Repository } from "../helpers/repository.ts";
import { ownContentsOf, pair, remoteOf, serverHook } from "../helpers/remote.ts";
import {
  commitWords,
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
beforeAll(async () => {
  released = await sharedRelease(shop(), ["canary", "prod"]);
});

describe.concurrent("the remote has the first word", () => {
  test("a move is pushed, then the local branch follows, and the tracking branch", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada] = await pair(remote);
    await expectYes(ada.folder, "promote", "canary", "--yes");
    const tip = await remote.git("rev-parse", branch);
    expect(await remote.git("rev-list", "--count", branch)).toBe("3");
    expect(await ada.git("rev-parse", branch)).toBe(tip);
    expect(await ada.git("rev-parse", `origin/${branch}`)).toBe(tip);
  });

  test("a server that refuses is quoted, and nothing changed here or there", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada] = await pair(remote);
    await serverHook(remote, "pre-receive", "echo 'releases are frozen until Monday' >&2; exit 1");
    const [before, there] = [await ownContentsOf(ada), await remote.git("rev-parse", branch)];
    const refused = await expectExit(3, ada.folder, "promote", "canary", "--yes");
    expect(refused.failure).toMatchObject({ code: "PUSH_REFUSED", hint: "nothing was changed, here or there" });
    expect(refused.verdict).toContain("origin did not take promptctl/releases: releases are frozen until Monday");
    expect(await ownContentsOf(ada)).toEqual(before);
    expect(await remote.git("rev-parse", branch)).toBe(there);
  });

  test("a remote that is gone is said, and nothing changed; --offline still reads", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada] = await pair(remote);
    await expectYes(ada.folder, "status");
    await rename(remote.folder, `${remote.folder}-gone`);
    const before = await ownContentsOf(ada);
    for (const args of [["promote", "canary", "--yes"], ["rollback", "prod"], ["status"]]) {
      const failed = await expectExit(3, ada.folder, ...args);
      expect(failed.failure?.code).toBe("GIT_FAILED");
      expect(failed.verdict).toContain("git could not ask origin where it stands");
    }
    expect(await ownContentsOf(ada)).toEqual(before);
    expect((await expectYes(ada.folder, "status", "--offline")).data).toMatchObject({
      offline: true,
      pointers: [{}, {}],
    });
    await expectYes(ada.folder, "resolve", "support");
    await rename(`${remote.folder}-gone`, remote.folder);
  });

  test("a fresh clone takes prod back with one command, with a broken promptctl.yaml on disk", async ({ expect }) => {
    const remote = await remoteOf(released);
    const [ada, bob] = await pair(remote);
    await expectYes(ada.folder, "promote", "prod", "--to", "HEAD", "--yes");
    const first = (await pointerOn(released, "support/prod")).current;
    await bob.write({ "promptctl.yaml": "labels: [what" });
    await expectYes(bob.folder, "rollback", "prod");
    expect(await pointerOn(remote, "support/prod")).toMatchObject({ current: first, serial: 3 });
  });

  test("a promptctl.yaml that is broken on the remote's branch is no policy: nothing is promoted, and all ways back are open", async ({
    expect,
  }) => {
    const [ada, bob] = await pair(await remoteOf(released));
    await bob.write({ "promptctl.yaml": "labels: { prod: { requires: [luck] } }\n" });
    await bob.commit("broken");
    await bob.git("push", "--quiet", "origin", "main");
    const tip = await ada.git("rev-parse", `origin/${branch}`);
    const refused = await expectExit(3, ada.folder, "promote", "canary", "--yes");
    expect(refused.failure).toMatchObject({ code: "POLICY_UNREADABLE", findings: [{}] });
    expect(refused.failure?.message).toBe(
      "what labels demand is not known, on origin/main: promptctl.yaml cannot be used: 1 fault",
    );
    expect(await ada.git("rev-parse", `origin/${branch}`)).toBe(tip);
    await expectYes(ada.folder, "halt", "support", "--reason", "it leaks");
  });

  test("what was released before there was a remote is pushed along", async ({ expect }) => {
    const ada = await copyOf(released);
    const remote = await remoteOf(await sharedRepository({}));
    await ada.git("remote", "add", "origin", remote.folder);
    await ada.git("push", "--quiet", "origin", "main");
    await expectYes(ada.folder, "promote", "canary", "--yes");
    expect(await remote.git("rev-list", "--count", branch)).toBe("3");
    expect(await remote.git("rev-parse", branch)).toBe(await ada.git("rev-parse", branch));
  });

  test("a commit that was not pushed is not on the default branch", async ({ expect }) => {
    const gated = await sharedRepository(shop({ config: "labels: { prod: { requires: [golden] } }\n" }));
    const [ada] = await pair(await remoteOf(gated));
    await commitWords(ada, "Be kind and brief.");
    await expectYes(ada.folder, "test", "--save");
    const refused = await expectExit(1, ada.folder, "promote", "prod", "--yes");
    expect(refused.verdict).toMatch(/[0-9a-f]{7} is not on origin\/main/);
    await ada.git("push", "--quiet", "origin", "main");
    await expectYes(ada.folder, "promote", "prod", "--yes");
  });
});
