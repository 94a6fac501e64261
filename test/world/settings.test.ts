import { appendFile, chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { runGit } from "../../src/world/git/process.ts";
import { identityOf } from "../../src/world/git/repository.ts";
import { settingsOf } from "../../src/world/git/settings.ts";
import { gitContext } from "../helpers/git-context.ts";
import { temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

vi.mock("../../src/world/git/process.ts", { spy: true });

afterEach(() => {
  vi.clearAllMocks();
  vi.unstubAllEnvs();
});

const ordinary = `[remote "origin"]\n\turl = ../shop.git\n[remote "a.b/c"]\n\tpushurl = x\n`;
const none = { ofRepository: true, isApart: false, remotes: [], filters: [] };

/** What stands in a repository's configuration, and what is made of it. */
const configurations: readonly (readonly [name: string, config: string, settings: object])[] = [
  ["nothing of its own", "", none],
  ["remotes", ordinary, { ...none, remotes: ["a.b/c", "origin"] }],
  ["a working tree elsewhere", "[core]\n\tworktree = ..\n", { ...none, isApart: true }],
  ["none at all", "[core]\n\tbare\n", { ...none, isApart: true }],
  ["a filter", '[filter "lfs"]\n\tclean = x\n', { ...none, filters: ["filter.lfs.clean"] }],
  // git before 2.43 crashes where it is traced as JSON.
  [
    "a filter that is insisted on without a word",
    '[filter "x"]\n\trequired\n',
    { ...none, filters: ["filter.x.required"] },
  ],
  [
    "a filter with a sign of ours in its name",
    '[filter "a.clean=b"]\n\tclean = x\n',
    { ...none, filters: ["filter.a.clean", "filter.a.clean=b.clean"] },
  ],
  [
    "a value that ends before the others do",
    `[user]\n\tname = "x\\ndef_param scope:unknown PROMPTCTL_TOLD=1"\n[filter "x"]\n\tclean = y\n`,
    { ...none, filters: ["filter.x.clean"] },
  ],
];

test.each(configurations)(
  "%s: told by the process that answers, and by one of its own alike",
  async (_, config, settings) => {
    const { folder } = await temporaryRepository({ "a.md": "a" });
    await appendFile(join(folder, ".git/config"), config);
    const [told, asked] = [gitContext(folder), gitContext(folder)];
    expect(await settingsOf(told)).toEqual(settings);
    expect(vi.mocked(runGit)).not.toHaveBeenCalled();
    vi.stubEnv("PATH", await pathOfQuietGit());
    expect(await settingsOf(asked)).toEqual(settings);
    expect(vi.mocked(runGit)).toHaveBeenCalledOnce();
  },
);

test("where there is no repository, nothing is of one", async () => {
  const folder = await temporaryFolder();
  expect(await settingsOf({ ...gitContext(folder), ceiling: folder })).toEqual({ ...none, ofRepository: false });
});

describe("who commits is who git says it is", () => {
  test.each([
    ["Ada", "ada@example.com"],
    ["Ada Lovelace-King (she)", "a.l@x"],
    ["Žofie Říhová", "ž@example.com"],
    [".Ada.", "ada@example.com"],
    ["Ada <x>", "<ada@example.com>"],
    ["", "ada@example.com"],
    ["Ada", ""],
  ])("%s, %s", async (name, email) => {
    const { folder } = await temporaryRepository({ "a.md": "a" });
    await appendFile(join(folder, ".git/config"), `[user]\n\tname = "${name}"\n\temail = "${email}"\n`);
    const { env, ...context } = gitContext(folder);
    const bare = { ...context, env: { ...env, GIT_COMMITTER_NAME: undefined, GIT_COMMITTER_EMAIL: undefined } };
    vi.stubEnv("EMAIL", undefined);
    const { ok, stdout } = await runGit({ args: ["var", "GIT_COMMITTER_IDENT"], ...bare });
    const [, said] = /^(.*) \d+ [+-]\d+\n$/.exec(new TextDecoder().decode(stdout)) ?? [];
    expect(await identityOf(bare, "bob")).toBe(ok ? said : "bob <bob@localhost>");
  });

  test("the environment comes first, then who commits, then who it is", async () => {
    const { folder, git } = await temporaryRepository({ "a.md": "a" });
    const context = gitContext(folder);
    const bare = { ...context.env, GIT_COMMITTER_NAME: undefined, GIT_COMMITTER_EMAIL: undefined };
    for (const [key, value] of [
      ["user.name", "User"],
      ["user.email", "u@x"],
      ["committer.name", "Committer"],
    ] as const)
      await git("config", key, value);
    const asked = [context.env, { ...bare, GIT_COMMITTER_EMAIL: "env@x" }, bare];
    expect(await Promise.all(asked.map((env) => identityOf({ ...context, env }, "bob")))).toEqual([
      "Ada <ada@example.com>",
      "Committer <env@x>",
      "Committer <u@x>",
    ]);
  });
});

/** A PATH whose git is older: it knows nothing of what tells. */
async function pathOfQuietGit(): Promise<string> {
  const folder = await temporaryFolder();
  const script = `#!/bin/sh\nPATH="\${PATH#*${delimiter}}"\nunset GIT_TRACE2 GIT_TRACE2_BRIEF GIT_TRACE2_CONFIG_PARAMS GIT_TRACE2_ENV_VARS\nexec git "$@"\n`;
  await writeFile(join(folder, "git"), script);
  await chmod(join(folder, "git"), 0o755);
  return `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
}
