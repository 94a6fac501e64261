import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { beforeAll, describe, test } from "vitest";
import { promptctl, startPromptctl } from "../helpers/cli.ts";
import { clones, remoteOf } from "../helpers/remote.ts";
import { openRepository, type Repository } from "../helpers/repository.ts";
import { copyOf, expectExit, expectYes, sharedFolder, sharedRelease, shop } from "../helpers/shop.ts";

const labels = `labels:
  staging: {}
  canary: { ramp: { of: prod, weight: 5 } }
  prod: { from: canary, requires: [golden], bake: 30m }
`;

let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop({ config: labels }), []);
  await expectYes(released.folder, "promote", "staging", "--yes");
  await expectYes(released.folder, "promote", "canary", "--yes");
});

interface StatusData {
  readonly pointers: readonly {
    readonly since: string;
    readonly by: string;
    readonly evidence: readonly { readonly kind: string; readonly stored: { readonly reason: string | null } }[] | null;
    readonly bake: readonly { readonly label: string; readonly left: number }[] | null;
  }[];
}

async function statusOf(folder: string): Promise<StatusData> {
  return (await expectYes(folder, "status")).data as unknown as StatusData;
}

describe.concurrent("status", () => {
  test("says what golden tasks say of today, and how long a bundle has to bake", async ({ expect }) => {
    const { folder, write, commit } = await copyOf(released);
    const [canary, staging] = (await statusOf(folder)).pointers;
    expect(canary?.evidence).toMatchObject([{ kind: "golden", stored: { reason: "absent" } }, { kind: "security" }]);
    expect(canary?.bake).toEqual([{ label: "prod", left: expect.any(Number) }]);
    expect(canary?.bake?.[0]?.left).toBeGreaterThan(0);
    expect(canary?.bake?.[0]?.left).toBeLessThanOrEqual(1_800);
    expect(staging?.bake).toEqual([]);

    await expectYes(folder, "test", "--save");
    expect((await statusOf(folder)).pointers[0]?.evidence?.[0]?.stored.reason).toBeNull();

    await write({ "goldens/support/more.yaml": "contract: support\ntasks: [{ id: more, input: Hi, max_steps: 2 }]\n" });
    await commit("another task");
    expect((await statusOf(folder)).pointers[0]?.evidence?.[0]?.stored.reason).toBe("stale");
  });

  test("says that nothing is served also where nothing was committed, and has nothing to add", async ({ expect }) => {
    const { folder, git, write } = openRepository(await sharedFolder());
    await git("init", "--quiet");
    await write(shop());
    expect((await promptctl(folder, "status")).stdout).toBe(
      "✔ no label serves anything yet: promptctl promote staging\n",
    );
  });

  test("a contract that was deleted or renamed stays visible, and so does its history", async ({ expect }) => {
    const { folder, git } = await copyOf(released);
    await git("mv", "prompts/support", "prompts/help");
    await git("commit", "--quiet", "-m", "renamed");
    const { data } = await expectYes(folder, "status");
    expect(data).toMatchObject({ gone: ["support"], pointers: [{}, {}] });
    expect((await expectYes(folder, "log", "--contract", "support")).data).toMatchObject({ entries: [{}, {}] });
  });

  test("a promptctl.yaml that is broken hides nothing of what is live", async ({ expect }) => {
    const { folder, write, commit } = await copyOf(released);
    await write({ "promptctl.yaml": "labels: { prod: { requires: [luck] } }\n" });
    await commit("broken");
    const { pointers } = await statusOf(folder);
    expect(pointers.map(({ evidence, bake }) => [evidence, bake])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test("whoever put it there long ago is found beneath many moves of others, and who revoked a bundle too", async ({
    expect,
  }) => {
    const { folder, git } = await copyOf(released);
    const [before] = (await statusOf(folder)).pointers;
    // Sixty commits on top that only another label's pointer is in.
    const path = "labels/support/staging.json";
    const text = await git("show", `promptctl/releases:${path}`);
    const commits = Array.from({ length: 60 }, (_, at) => {
      const content = `${text.replace(/"serial": \d+/, `"serial": ${at + 2}`)}\n`;
      return `commit refs/heads/promptctl/releases
committer Bob <bob@example.com> ${1_800_000_000 + at} +0000
data 2
x
${at === 0 ? "from refs/heads/promptctl/releases^0\n" : ""}M 100644 inline ${path}
data ${Buffer.byteLength(content)}
${content}
`;
    });
    execFileSync("git", ["fast-import", "--quiet"], { cwd: folder, input: commits.join("") });
    const [after] = (await statusOf(folder)).pointers;
    expect([after?.since, after?.by]).toEqual([before?.since, before?.by]);
    expect(before?.by).toMatch(/^Ada/);
  });
});

describe.concurrent("log", () => {
  test.each([
    [["log"], ["canary", "staging"]],
    [["log", "-n", "1"], ["canary"]],
    [["log", "staging"], ["staging"]],
    [
      ["log", "--since", "2020-01-01"],
      ["canary", "staging"],
    ],
    [["log", "--since", "2020-01-01", "-n", "1"], ["canary"]],
    [["log", "--until", "2020-01-01"], []],
    [
      ["log", "--contract", "support", "--since", "yesterday"],
      ["canary", "staging"],
    ],
  ])("%j", async (args, expected) => {
    const { data } = await expectYes(released.folder, ...args);
    const { entries } = data as unknown as { readonly entries: readonly { readonly named: string }[] };
    if (JSON.stringify(entries.map(({ named }) => named)) !== JSON.stringify(expected))
      throw new Error(JSON.stringify(entries));
  });

  test.each([
    [["log", "--since", "soon"], "--since: 'soon' is no time"],
    [["log", "--until", "2026-13-01"], "--until: there is no such time as 2026-13-01"],
    [["log", "-n", "0"], "--max takes a whole number from 1, not '0'"],
  ])("%j is refused", async (args, message) => {
    const { failure } = await expectExit(2, released.folder, ...args);
    if (failure?.message !== message) throw new Error(failure?.message);
  });
});

test("status --watch says what somebody else moved, and ends when it is told to", async ({ expect }) => {
  const remote = await remoteOf(released);
  const [here, there] = await clones(remote, 2);
  if (here === undefined || there === undefined) throw new Error("there are not two clones");
  const watch = startPromptctl(here.folder, ["status", "--watch"]);
  let said = "";
  watch.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const seen = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(said)) await new Promise((resolve) => watch.stderr?.once("data", resolve));
  };
  await seen(/^canary/m);
  expect(said).not.toContain("HALTED");
  await expectYes(there.folder, "halt", "support", "--reason", "it leaks");
  await seen(/HALTED/);
  // The state in between, which was the same as before, was not said again.
  expect(said.match(/^canary/gm)).toHaveLength(2);
  watch.kill("SIGINT");
  expect(await once(watch, "exit")).toEqual([130, null]);
});
