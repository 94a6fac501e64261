import { afterEach, expect, test, vi } from "vitest";
import { blobReader, readBlobs } from "../../src/world/git/objects.ts";
import { commitTree } from "../../src/world/git/tree.ts";
import { runProcess } from "../../src/world/process.ts";
import { gitContext } from "../helpers/git-context.ts";
import { temporaryRepository } from "../helpers/repository.ts";

vi.mock("../../src/world/process.ts", { spy: true });

afterEach(() => vi.clearAllMocks());

const processes = (): number => vi.mocked(runProcess).mock.calls.length;

const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f/${index}.md`, `text ${index}\n`]));

test("many reads of one moment are one process, and each gets its own", async () => {
  const repository = await temporaryRepository(many);
  const tree = commitTree(gitContext(repository.folder), "HEAD");
  expect(processes()).toBe(0);
  const paths = await tree.list("f");
  const texts = await Promise.all(
    paths.map(async (path) => {
      const found = await tree.read(path);
      return found.kind === "file" ? new TextDecoder().decode(found.bytes) : found.kind;
    }),
  );
  expect(texts).toEqual(paths.map((path) => many[path]));
  // One list, and one batch.
  expect(processes()).toBe(2);
});

test("what nobody listed is looked up by its path, all paths of one moment at once", async () => {
  const repository = await temporaryRepository({ ...many, "prompts/a/contract.yaml": "a" });
  const tree = commitTree(gitContext(repository.folder), "HEAD");
  const paths = ["f/3.md", "f/7.md", "f", "f/none.md", "prompts/a/contract.yaml"];
  expect((await Promise.all(paths.map((path) => tree.read(path)))).map(({ kind }) => kind)).toEqual([
    "file",
    "file",
    "absent",
    "absent",
    "file",
  ]);
  expect(processes()).toBe(2);
});

test("reads of different moments are different batches; the same blob twice is read once", async () => {
  const repository = await temporaryRepository({ "a.md": "a", "b.md": "b" });
  const [a, b] = [await repository.git("rev-parse", "HEAD:a.md"), await repository.git("rev-parse", "HEAD:b.md")];
  const read = blobReader(gitContext(repository.folder));
  expect(await Promise.all([read(a), read(b), read(a)])).toEqual(
    [Buffer.from("a"), Buffer.from("b"), Buffer.from("a")].map((bytes) => new Uint8Array(bytes)),
  );
  expect(processes()).toBe(1);
  expect(vi.mocked(runProcess).mock.calls[0]?.[0].input).toEqual(new TextEncoder().encode(`${a}\n${b}\n`));
  await read(b);
  expect(processes()).toBe(2);
});

test("an object that this clone lacks is null, and the others are read all the same", async () => {
  const repository = await temporaryRepository({ "a.md": "a", "empty.md": "" });
  const [a, empty] = [
    await repository.git("rev-parse", "HEAD:a.md"),
    await repository.git("rev-parse", "HEAD:empty.md"),
  ];
  const blobs = await readBlobs(gitContext(repository.folder), ["1".repeat(40), a, "", empty, "no such", a]);
  expect(blobs.map((bytes) => (bytes === null ? null : new TextDecoder().decode(bytes)))).toEqual([
    null,
    "a",
    null,
    "",
    null,
    "a",
  ]);
});

test("contents that look like git's own headers stay contents", async () => {
  const forged = `${"a".repeat(40)} blob 3\nabc\n${"b".repeat(40)} missing\n`;
  const repository = await temporaryRepository({ "forged.md": forged, "next.md": "next" });
  const ids = [await repository.git("rev-parse", "HEAD:forged.md"), await repository.git("rev-parse", "HEAD:next.md")];
  const blobs = await readBlobs(gitContext(repository.folder), ids);
  expect(blobs.map((bytes) => new TextDecoder().decode(bytes ?? undefined))).toEqual([forged, "next"]);
});

test("nothing asked is no process", async () => {
  const { folder } = await temporaryRepository();
  expect(await readBlobs(gitContext(folder), [])).toEqual([]);
  expect(processes()).toBe(0);
});

test("outside of a repository every read of the batch fails, and throws no further", async () => {
  const read = blobReader(gitContext("/"));
  const results = await Promise.allSettled([read("1".repeat(40)), read("2".repeat(40))]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
