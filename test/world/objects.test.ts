import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { answerReader } from "../../src/world/git/answers.ts";
import { readBlob, readObject } from "../../src/world/git/objects.ts";
import { commitTree, listCommit, listPaths } from "../../src/world/git/tree.ts";
import { runGit, serveGit } from "../../src/world/git/process.ts";
import { gitContext } from "../helpers/git-context.ts";
import { temporaryRepository } from "../helpers/repository.ts";

vi.mock("../../src/world/git/process.ts", { spy: true });

afterEach(() => {
  vi.clearAllMocks();
  vi.unstubAllEnvs();
});

const processes = (): readonly number[] => [runGit, serveGit].map((start) => vi.mocked(start).mock.calls.length);

const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f/${index}.md`, `text ${index}\n`]));

test("all reads of a repository are one process, and each gets its own", async () => {
  const repository = await temporaryRepository(many);
  const context = gitContext(repository.folder);
  const tree = commitTree(context, "HEAD");
  expect(processes()).toEqual([0, 0]);
  const paths = await tree.list("f");
  const texts = await Promise.all(
    paths.map(async (path) => {
      const found = await tree.read(path);
      return found.kind === "file" ? new TextDecoder().decode(found.bytes) : found.kind;
    }),
  );
  expect(texts).toEqual(paths.map((path) => many[path]));
  await commitTree(context, "HEAD~0").read("f/3.md");
  expect(processes()).toEqual([0, 1]);
});

test("of many folders git makes a list, which says the same as the folders themselves", async () => {
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f/${index}/a/${index}.md`, ""]));
  const repository = await temporaryRepository({ ...files, "f.md": "", "g/x": "", "g/y/z": "" });
  const context = gitContext(repository.folder);
  const all = [...(await listCommit(context, "HEAD")).keys()];
  expect(all).toEqual([...(await listPaths(context, "HEAD", [])).keys()]);
  expect(all).toHaveLength(203);
  expect(processes()).toEqual([2, 1]);
  vi.clearAllMocks();
  const few = gitContext(repository.folder);
  expect(await commitTree(few, "HEAD").list("g")).toEqual([...(await listPaths(few, "HEAD", ["g"])).keys()]);
  expect(processes()).toEqual([1, 1]);
});

test("what nobody listed is looked up by its path", async () => {
  const repository = await temporaryRepository({ ...many, "prompts/a/contract.yaml": "a" });
  const tree = commitTree(gitContext(repository.folder), "HEAD");
  const paths = ["f/3.md", "f/7.md", "f", "f/none.md", "f/3.md/below", "prompts/a/contract.yaml", "none/at/all"];
  const kinds = (await Promise.all(paths.map((path) => tree.read(path)))).map(({ kind }) => kind);
  expect(kinds).toEqual(["file", "file", "absent", "absent", "absent", "file", "absent"]);
  expect(await tree.list("none")).toEqual([]);
  expect(processes()).toEqual([0, 1]);
});

test("an object that this clone lacks is null, and the others are read all the same", async () => {
  const repository = await temporaryRepository({ "a.md": "a", "empty.md": "" });
  const context = gitContext(repository.folder);
  const names = ["1".repeat(40), "HEAD:a.md", "", "HEAD:empty.md", "no such", "HEAD:a.md\nHEAD:a.md", "HEAD:a.md"];
  const blobs = await Promise.all(names.map((name) => readBlob(context, name)));
  const texts = blobs.map((bytes) => (bytes === null ? null : new TextDecoder().decode(bytes)));
  expect(texts).toEqual([null, "a", null, "", null, null, "a"]);
});

test("contents that look like git's own headers stay contents", async () => {
  const forged = `${"a".repeat(40)} blob 3\nabc\n${"b".repeat(40)} missing\n`;
  const repository = await temporaryRepository({ "forged.md": forged, "next.md": "next" });
  const context = gitContext(repository.folder);
  const blobs = await Promise.all(["HEAD:forged.md", "HEAD:next.md"].map((name) => readBlob(context, name)));
  expect(blobs.map((bytes) => new TextDecoder().decode(bytes ?? undefined))).toEqual([forged, "next"]);
});

test("however the output is cut, the answers are the same", () => {
  const id = "0123456789".repeat(4);
  const contents = fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(null)), { maxLength: 6 });
  fc.assert(
    fc.property(contents, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (wanted, cuts) => {
      const output = Buffer.concat(
        wanted.flatMap((bytes) =>
          bytes === null
            ? [Buffer.from("x missing\n")]
            : [Buffer.from(`${id} blob ${bytes.length}\n`), bytes, Buffer.from("\n")],
        ),
      );
      const answers: (readonly number[] | null)[] = [];
      const read = answerReader((answer) => answers.push(answer === null ? null : [...answer.bytes]));
      for (let at = 0, turn = 0; at < output.length; turn += 1) {
        const end = at + (cuts[turn % cuts.length] ?? 1);
        read(output.subarray(at, end));
        at = end;
      }
      expect(answers).toEqual(wanted.map((bytes) => (bytes === null ? null : [...bytes])));
    }),
  );
});

test("outside of a repository every read fails with git's own words", async () => {
  const context = gitContext("/");
  const results = await Promise.allSettled([readBlob(context, "1".repeat(40)), readBlob(context, "2".repeat(40))]);
  expect(results.map((result) => result.status === "rejected" && result.reason.message)).toEqual([
    expect.stringContaining("not a git repository"),
    expect.stringContaining("not a git repository"),
  ]);
});

test("what is committed after the first question is found", async () => {
  const repository = await temporaryRepository({ "a.md": "a" });
  const context = gitContext(repository.folder);
  const first = await readObject(context, "HEAD^{commit}");
  expect(await readBlob(context, "HEAD:b.md")).toBeNull();
  await repository.write({ "b.md": "b" });
  const second = await repository.commit();
  expect([first?.id === second, (await readObject(context, "HEAD^{commit}"))?.id]).toEqual([false, second]);
  expect(new TextDecoder().decode((await readBlob(context, "HEAD:b.md")) ?? undefined)).toBe("b");
  expect(processes()).toEqual([0, 1]);
});

test("who interrupts gets no answer", async () => {
  const repository = await temporaryRepository({ "a.md": "a" });
  const stop = new AbortController();
  const context = { ...gitContext(repository.folder), signal: stop.signal };
  await readBlob(context, "HEAD:a.md");
  stop.abort();
  await expect(readBlob(context, "HEAD:a.md")).rejects.toMatchObject({ code: "INTERRUPTED" });
});

test("a machine without git is said to be one", async () => {
  const repository = await temporaryRepository({ "a.md": "a" });
  vi.stubEnv("PATH", "/nowhere");
  await expect(readBlob(gitContext(repository.folder), "HEAD:a.md")).rejects.toMatchObject({ code: "GIT_MISSING" });
});
