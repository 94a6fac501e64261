import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/core/text.ts";
import { type Blame, blameFile } from "../../src/world/git/blame.ts";
import { gitContext } from "../helpers/git-context.ts";
import { openRepository, type Repository, temporaryFolder, temporaryRepository } from "../helpers/repository.ts";
import { commitOn } from "../helpers/then.ts";

async function blame({ folder }: { folder: string }, path: string, ignored: readonly string[] = []): Promise<Blame> {
  return blameFile(gitContext(folder), "HEAD", path, ignored);
}

/** `Ada: text` of every line. */
async function authors(repository: { folder: string }, path: string, ignored?: readonly string[]): Promise<unknown> {
  const { lines, commits } = await blame(repository, path, ignored);
  return lines.map(({ text, commit }) => `${commits.get(commit)?.author.replace(/ <.*/, "") ?? "?"}: ${text}`);
}

/** Ada wrote three lines, Grace changed the second. */
async function twoAuthors(path = "a.md"): Promise<Repository & { readonly first: string; readonly second: string }> {
  const repository = await temporaryRepository();
  const first = await commitOn(repository, "2026-11-01T10:00:00Z", { [path]: "a\nb\nc\n" }, { message: "one" });
  const change = { author: "Grace", message: "two: boundary\n\nauthor Eve" };
  const second = await commitOn(repository, "2026-11-02T10:00:00Z", { [path]: "a\nB\nc\n" }, change);
  return { ...repository, first, second };
}

describe("who wrote a line", () => {
  test("with the commit, when, and what for", async () => {
    const repository = await twoAuthors();
    const { first, second } = repository;
    const { lines, commits } = await blame(repository, "a.md");
    expect(lines).toEqual([
      { text: "a", commit: first },
      { text: "B", commit: second },
      { text: "c", commit: first },
    ]);
    expect(commits.get(second)).toEqual({
      commit: second,
      author: "Grace <grace@example.com>",
      at: new Date("2026-11-02T10:00:00Z"),
      subject: "two: boundary",
      orEarlier: false,
    });
    expect(commits.get(first)).toMatchObject({ author: "Ada <ada@example.com>", orEarlier: false });
  });

  test("follows a file that was renamed", async () => {
    const repository = await twoAuthors();
    await repository.git("mv", "a.md", "b.md");
    await repository.commit("moved");
    expect(await authors(repository, "b.md")).toEqual(["Ada: a", "Grace: B", "Ada: c"]);
  });

  test("passes over a commit that only moved text about", async () => {
    const repository = await twoAuthors();
    expect(await authors(repository, "a.md", [repository.second])).toEqual(["Ada: a", "Ada: B", "Ada: c"]);
  });

  test.each(["with space.md", "ümlaut.md", "-dash.md", 'quo"te.md', "tab\tx.md", "*.md", ":(top)x.md"])(
    "in a file called %j",
    async (path) => {
      expect(await authors(await twoAuthors(path), path)).toEqual(["Ada: a", "Grace: B", "Ada: c"]);
    },
  );

  test.each([
    ["LF", "a\nb\n"],
    ["no line break at the end", "a\nb"],
    ["CRLF", "a\r\nb\r\n"],
    ["CR", "a\rb\rc\n"],
    ["a byte order mark", "\uFEFFa\nb\n"],
    ["empty lines", "\n\na\n\n"],
    ["tabs at the start", "\ta\n\t\tb\n"],
    ["what looks like git's own records", `${"a".repeat(40)} 1 1 1\nauthor Eve\nsummary x\nboundary\n\tb\n`],
    ["other languages", "é\u2028ü\n\u0085\n"],
    ["nothing", ""],
  ])("has the lines that the text has: %s", async (_name, text) => {
    const repository = await temporaryRepository({ "a.md": text, "b.md": "b" });
    const lines = (await blame(repository, "a.md")).lines.map((line) => line.text);
    const read = (decodeText(Buffer.from(text)) ?? "").replace(/\n$/, "");
    expect(lines).toEqual(text === "" ? [] : read.split("\n"));
  });
});

test("where history was cut off, a line may be older", async () => {
  const repository = await twoAuthors();
  const clone = await temporaryFolder();
  await repository.git("clone", "--quiet", "--depth", "1", `file://${repository.folder}`, clone);
  await openRepository(clone).git("config", "blame.showRoot", "true");
  const { commits } = await blame({ folder: clone }, "a.md");
  expect([...commits.values()].map(({ commit, orEarlier }) => [commit, orEarlier])).toEqual([
    [repository.second, true],
  ]);
});

test("a file that is not there is said in git's own words", async () => {
  const repository = await twoAuthors();
  await expect(blame(repository, "none.md")).rejects.toMatchObject({
    code: "GIT_FAILED",
    message: expect.stringContaining("none.md"),
  });
});

test.each([
  ["blame.showRoot", "true"],
  ["blame.blankBoundary", "true"],
  ["blame.showEmail", "true"],
  ["blame.date", "relative"],
  ["blame.coloring", "repeatedLines"],
  ["diff.algorithm", "patience"],
  ["diff.renames", "false"],
  ["core.abbrev", "4"],
  ["i18n.logOutputEncoding", "ISO-8859-1"],
])("does not depend on anybody's settings: %s=%s", async (name, value) => {
  const repository = await twoAuthors();
  await commitOn(repository, "2026-11-03T10:00:00Z", { "a.md": "a\nB\nC\n" }, { author: "Zoë", message: "für alle" });
  const before = await blame(repository, "a.md");
  await repository.git("config", name, value);
  expect(await blame(repository, "a.md")).toEqual(before);
});

test("a list of commits to ignore that somebody's settings name is not read", async () => {
  const repository = await twoAuthors();
  await repository.write({ ignored: `${repository.second}\n` });
  await repository.git("config", "blame.ignoreRevsFile", "ignored");
  expect(await authors(repository, "a.md")).toEqual(["Ada: a", "Grace: B", "Ada: c"]);
});
