import { describe, expect, test } from "vitest";
import { historyOf } from "../../src/world/git/history.ts";
import { writeCommit } from "../../src/world/git/import.ts";
import { gitContext } from "../helpers/git-context.ts";
import { type Repository, temporaryRepository } from "../helpers/repository.ts";

/** Commits one after the other, each with its files and its message. */
async function releases(
  { folder }: Repository,
  ...commits: readonly { readonly message: string; readonly files: Readonly<Record<string, string>> }[]
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const [index, { message, files }] of commits.entries()) {
    const commit = await writeCommit(gitContext(folder), {
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

/** git writes UTC as `Z` or as `+00:00`, by its age. */
const utc = (time: string): unknown => expect.stringMatching(`^2026-11-20T${time}(Z|\\+00:00)$`);

const all = { paths: ["labels"], most: null, says: null };

describe("the history of a folder", () => {
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
        await historyOf(gitContext(repository.folder), commits.at(-1) ?? "", { paths: ["labels"], most, says: null })
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
      const query = { paths: ["labels"], most: null, says };
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

describe("nothing that people write passes for a record of another commit", () => {
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

describe("does not depend on anybody's settings", () => {
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
