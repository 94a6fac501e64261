import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type HistoryCommit, historyOf, type HistoryQuery } from "../../src/world/git/history.ts";
import { loggedHistory } from "../../src/world/git/logged-history.ts";
import { newestCommits } from "../../src/world/git/newest-commits.ts";
import { newestHistory } from "../../src/world/git/newest-history.ts";
import { gitContext, written } from "../helpers/git-context.ts";
import { openRepository, type Repository, temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

/** Commits one after the other, each with its files and its message. */
async function releases(
  { folder }: Repository,
  ...commits: readonly { readonly message: string; readonly files: Readonly<Record<string, string>> }[]
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const [index, { message, files }] of commits.entries()) {
    const commit = await written(gitContext(folder), {
      parent: made.at(-1) ?? null,
      files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
      message,
      author: "Grace <grace@example.com>",
      at: new Date(Date.UTC(2026, 10, 20, 12, index)),
      unique: `u${index}`,
    });
    made.push(commit);
  }
  return made;
}

const utc = (time: string): string => `2026-11-20T${time}Z`;

/** The two ways to read a history, which say the same. */
const readers = [
  ["out of objects", readOutOfObjects],
  ["by git log", loggedHistory],
] as const;

async function readOutOfObjects(...question: Parameters<typeof historyOf>): Promise<readonly HistoryCommit[]> {
  const history = await newestHistory(...question);
  if (history === null) throw new Error("it was left to git log");
  return history;
}

const all: HistoryQuery = { paths: ["labels"], most: null, says: null, glance: null };

describe.each(readers)("the history of a folder, %s", (_, historyOf) => {
  test("newest first, with the blobs before and after", async () => {
    const repository = await temporaryRepository();
    const [first = "", second = ""] = await releases(
      repository,
      { message: "one\n", files: { "labels/a/prod.json": "1", "labels/b/prod.json": "1" } },
      { message: "two\n\nbody\n", files: { "labels/a/prod.json": "2" } },
      { message: "evidence", files: { "evidence/x.json": "x" } },
    );
    const tip = await repository.git("rev-parse", `${second}^{commit}`);
    const blob = (commit: string, path: string): Promise<string> => repository.git("rev-parse", `${commit}:${path}`);
    expect(await historyOf(gitContext(repository.folder), tip, all)).toEqual([
      {
        commit: second,
        at: utc("12:01:00"),
        author: "Grace <grace@example.com>",
        message: "two\n\nbody",
        files: [
          {
            path: "labels/a/prod.json",
            before: await blob(first, "labels/a/prod.json"),
            after: await blob(second, "labels/a/prod.json"),
          },
        ],
      },
      {
        commit: first,
        at: utc("12:00:00"),
        author: "Grace <grace@example.com>",
        message: "one",
        files: [
          { path: "labels/a/prod.json", before: null, after: await blob(first, "labels/a/prod.json") },
          { path: "labels/b/prod.json", before: null, after: await blob(first, "labels/b/prod.json") },
        ],
      },
    ]);
  });

  test("leaves out commits that touch another folder, and stops where it is told to", async () => {
    const repository = await temporaryRepository();
    const commits = await releases(
      repository,
      { message: "one", files: { "labels/a.json": "1" } },
      { message: "two", files: { "labels/a.json": "2" } },
      { message: "evidence", files: { "evidence/x.json": "x" } },
    );
    const messages = async (most: number | null): Promise<readonly string[]> =>
      (
        await historyOf(gitContext(repository.folder), commits.at(-1) ?? "", {
          paths: ["labels"],
          most,
          says: null,
          glance: null,
        })
      ).map(({ message }) => message);
    expect([await messages(null), await messages(1)]).toEqual([["two", "one"], ["two"]]);
  });

  test("reads only commits that say a line, not a part of a pattern", async () => {
    const repository = await temporaryRepository();
    const commits = await releases(
      repository,
      { message: "one\n\nPromptctl-Action: revoke", files: { "labels/a.json": "1" } },
      { message: "two\n\nPromptctl-Action: promote", files: { "labels/a.json": "2" } },
      { message: "Promptctl-Action.*", files: { "labels/a.json": "3" } },
    );
    const said = async (says: string): Promise<readonly string[]> => {
      const query = { paths: ["labels"], most: null, says, glance: null };
      const found = await historyOf(gitContext(repository.folder), commits.at(-1) ?? "", query);
      return found.map(({ message }) => message.split("\n")[0] ?? "");
    };
    expect(await said("Promptctl-Action: revoke")).toEqual(["one"]);
    expect(await said("Promptctl-Action.*")).toEqual(["Promptctl-Action.*"]);
  });

  test("a deleted pointer has nothing after it", async () => {
    const repository = await temporaryRepository({ "labels/a.json": "1" });
    await repository.git("rm", "--quiet", "labels/a.json");
    await repository.commit("gone");
    const [gone] = await historyOf(gitContext(repository.folder), "HEAD", all);
    expect(gone?.files).toMatchObject([{ path: "labels/a.json", before: expect.any(String), after: null }]);
  });
});

const id = "a".repeat(40);
const raw = `:100644 100644 ${"b".repeat(40)} ${"c".repeat(40)} M`;

describe.each(readers)("nothing that people write passes for a record of another commit, %s", (_, historyOf) => {
  test.each([
    ["a commit id", `${id}\n`],
    ["a whole record", `x\n\n${id}\n2026-01-01T00:00:00Z\nEve <eve@example.com>\nforged\n${raw}\nlabels/a.json\n`],
    ["the separator, spelled out", `x\\0${id}\\02026-01-01\\0Eve\\0forged\\0\n%x00${id}%x00`],
    ["a raw line", `${raw}\tlabels/a.json\n`],
    ["a raw line at its start", `\n${raw}\n`],
    ["nothing", ""],
    ["white space", " \n \n"],
    ["format directives", "%H %B %x00 %n"],
  ])("a message that is %s", async (_name, message) => {
    const repository = await temporaryRepository();
    const commits = await releases(
      repository,
      { message: "one", files: { "labels/a.json": "1" } },
      { message, files: { "labels/a.json": "2" } },
      { message: "three", files: { "labels/a.json": "3" } },
    );
    const history = await historyOf(gitContext(repository.folder), commits.at(-1) ?? "", all);
    expect(history.map(({ commit }) => commit)).toEqual(commits.toReversed());
    expect(history.map(({ files }) => files.map(({ path }) => path))).toEqual([
      ["labels/a.json"],
      ["labels/a.json"],
      ["labels/a.json"],
    ]);
    expect(history[1]?.message).toBe(message.trim() === "" ? "" : message.trimEnd());
    expect(history[1]?.author).toBe("Grace <grace@example.com>");
  });

  test.each([id, raw, `labels-${id}`, `x\n${id}`])("a file name %j", async (name) => {
    const repository = await temporaryRepository();
    const files = { [`labels/${name}`]: "1" };
    await repository.write(files);
    await repository.commit("odd");
    const history = await historyOf(gitContext(repository.folder), "HEAD", all);
    expect(history.map(({ files: touched }) => touched.map(({ path }) => path))).toEqual([[`labels/${name}`]]);
  });
});

describe.each(readers)("does not depend on anybody's settings, %s", (_, historyOf) => {
  const messages = async (repository: Repository): Promise<unknown> =>
    (await historyOf(gitContext(repository.folder), "HEAD", all)).map(({ message, files }) => [message, files.length]);

  test.each([
    ["log.decorate", "full"],
    ["log.date", "relative"],
    ["log.follow", "true"],
    ["diff.renames", "copies"],
    ["diff.external", "false"],
    ["color.ui", "always"],
    ["core.quotePath", "true"],
    ["core.abbrev", "4"],
    ["format.pretty", "oneline"],
  ])("%s=%s", async (name, value) => {
    const repository = await temporaryRepository({ "labels/a.json": "1" });
    await repository.git("config", name, value);
    expect(await messages(repository)).toEqual([["first", 1]]);
  });

  test("log.showRoot=false", async () => {
    const repository = await temporaryRepository({ "labels/a.json": "1" });
    await repository.git("config", "log.showRoot", "false");
    expect(await messages(repository)).toEqual([["first", 1]]);
  });
});

/** Repositories with something odd in their history. */
const oddities: Readonly<Record<string, (repository: Repository) => Promise<void>>> = {
  "a merge": async ({ git, write, commit }) => {
    await git("checkout", "--quiet", "-b", "side", "HEAD~1");
    await write({ "labels/b.json": "side" });
    await commit("side");
    await git("checkout", "--quiet", "main");
    await git("merge", "--quiet", "--no-edit", "side");
  },
  "a file that becomes a folder": async ({ git, write, commit }) => {
    await git("rm", "--quiet", "-r", "labels/a");
    await write({ "labels/a": "1" });
    await commit("file");
    await git("rm", "--quiet", "labels/a");
    await write({ "labels/a/x.json": "1", "labels/a/y.json": "1" });
    await commit("folder");
  },
  "a mode alone": async ({ git }) => {
    await git("update-index", "--chmod=+x", "labels/a/prod.json");
    await git("commit", "--quiet", "-m", "mode");
  },
  "a link": async ({ git, folder, commit }) => {
    await symlink("a/prod.json", join(folder, "labels", "link.json"));
    await git("add", "--all");
    await commit("link");
  },
  "nothing beside": async ({ commit }) => void (await commit("empty")),
  "all gone": async ({ git, commit }) => {
    await git("rm", "--quiet", "-r", "labels");
    await commit("gone");
  },
  "another clock": async ({ git }) => {
    const date = "1763636400 -0430";
    await git(
      "-c",
      "user.name=Zo\u00eb",
      "commit",
      "--quiet",
      "--allow-empty",
      `--date=${date}`,
      "-m",
      "far\n\nPromptctl-Label: x",
    );
  },
};

const questions: readonly HistoryQuery[] = [
  all,
  { ...all, paths: ["labels/a"] },
  { ...all, paths: ["labels/a/prod.json", "labels/b.json"] },
  { ...all, paths: ["labels/nowhere", "lab"] },
  { ...all, most: 2 },
  { ...all, says: "gone" },
];

describe("both say the same of", () => {
  test.each(Object.entries(oddities))("%s", async (_, make) => {
    const repository = await temporaryRepository({ "labels/a/prod.json": "1", "evidence/x.json": "x" });
    await repository.write({ "labels/a/prod.json": "2", "labels/a/canary.json": "1" });
    await repository.commit("second");
    await make(repository);
    for (const question of questions) {
      const said = await readOutOfObjects(gitContext(repository.folder), "HEAD", question);
      expect(said).toEqual(await loggedHistory(gitContext(repository.folder), "HEAD", question));
    }
  });
});

describe("what is further back is left to git log", () => {
  test("more moves than a page", async () => {
    const repository = await temporaryRepository();
    const moves = Array.from({ length: 70 }, (__, at) => ({
      message: `${at}`,
      files: { [at === 0 ? "labels/first.json" : "labels/a.json"]: `${at}` },
    }));
    const tip = (await releases(repository, ...moves)).at(-1) ?? "";
    const context = gitContext(repository.folder);
    const first = { ...all, paths: ["labels/first.json"], most: 1 };
    expect([await newestHistory(context, tip, all), await newestHistory(context, tip, first)]).toEqual([null, null]);
    expect(await newestHistory(context, tip, { ...all, most: 50 })).toHaveLength(50);
    expect((await historyOf(context, tip, first)).map(({ message }) => message)).toEqual(["0"]);
    expect(await historyOf(context, tip, all)).toHaveLength(70);
  });

  test("more labels than are read quickly", async () => {
    const many = Array.from({ length: 15_000 }, (__, at) => [`labels/agent-${at}-with-a-name.json`, `${at}`] as const);
    const repository = await temporaryRepository();
    const commits = await releases(
      repository,
      { message: "one", files: Object.fromEntries(many) },
      { message: "two", files: { "labels/a.json": "1" } },
      { message: "three", files: { "labels/a.json": "2" } },
    );
    expect(await newestHistory(gitContext(repository.folder), commits.at(-1) ?? "", all)).toBeNull();
  });

  test("a commit in another encoding", async () => {
    const repository = await temporaryRepository({ "labels/a.json": "1" });
    await repository.git("-c", "i18n.commitEncoding=latin1", "commit", "--quiet", "--allow-empty", "-m", "x");
    expect(await newestHistory(gitContext(repository.folder), "HEAD", all)).toBeNull();
    expect(await historyOf(gitContext(repository.folder), "HEAD", all)).toHaveLength(1);
  });

  test("a history whose beginning is not here", async () => {
    const repository = await temporaryRepository({ "labels/a.json": "1" });
    await repository.write({ "labels/a.json": "2" });
    await repository.commit("second");
    const folder = await temporaryFolder();
    await repository.git("clone", "--quiet", "--depth=1", `file://${repository.folder}`, folder);
    const context = gitContext(folder);
    expect([await newestHistory(context, "HEAD", all), await newestCommits(context, "HEAD", 2)]).toEqual([null, null]);
    expect((await historyOf(context, "HEAD", all)).map(({ message }) => message)).toEqual(["second"]);
    // It has become whole while somebody was asking.
    await openRepository(folder).git("fetch", "--quiet", "--unshallow");
    expect((await historyOf(context, "HEAD", all)).map(({ message }) => message)).toEqual(["second", "first"]);
  });
});
