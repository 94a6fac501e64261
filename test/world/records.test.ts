import { execFile } from "node:child_process";
import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Collected, openCollector } from "../../src/core/analysis/collect.ts";
import { Failure } from "../../src/core/failure.ts";
import type { Json } from "../../src/core/json.ts";
import { readRecordLines } from "../../src/world/records.ts";
import { baseDigest, headDigest, rampQuestion } from "../helpers/questions.ts";
import { runRecord } from "../helpers/runs.ts";
import { otlpRequest, otlpSpan } from "../helpers/spans.ts";
import { worldAt } from "../helpers/world.ts";

let folder = "";
const lines = (...numbers: readonly number[]): string =>
  numbers.map((number) => `${JSON.stringify({ number })}\n`).join("");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "promptctl-records-"));
  await mkdir(join(folder, "logs", "old"), { recursive: true });
  await mkdir(join(folder, "node_modules"));
  await mkdir(join(folder, "empty"));
  await Promise.all([
    writeFile(join(folder, "runs.jsonl"), lines(1, 2)),
    writeFile(join(folder, "runs.7.jsonl"), lines(3)),
    writeFile(join(folder, "runs[1].jsonl"), lines(4)),
    writeFile(join(folder, "logs", "a.jsonl"), lines(5)),
    writeFile(join(folder, "logs", "old", "b.jsonl"), lines(6)),
    writeFile(join(folder, "node_modules", "c.jsonl"), lines(7)),
    writeFile(join(folder, "packed"), Buffer.concat([gzipSync(lines(8)), gzipSync(lines(9))])),
    writeFile(
      join(folder, "cut.gz"),
      gzipSync(lines(...Array.from({ length: 5_000 }, (_, index) => index))).subarray(0, -500),
    ),
    writeFile(join(folder, "wrong.gz"), Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from("oops, no gzip")])),
    writeFile(join(folder, "other.zst"), Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0])),
    writeFile(join(folder, "empty.jsonl"), ""),
    symlink("runs.jsonl", join(folder, "link.jsonl")),
  ]);
});

async function read(
  ...named: readonly string[]
): Promise<{ readonly numbers: readonly Json[]; readonly files: readonly string[] }> {
  const numbers: Json[] = [];
  const take = (value: Json): void => void numbers.push((value as { number: number }).number);
  const sources = await readRecordLines(named, worldAt(folder), { take, skip: (why) => void numbers.push(why) });
  return { numbers, files: sources.map(({ name }) => name) };
}

describe("files are found", () => {
  test.each<[string, readonly string[], readonly number[]]>([
    ["by name", ["runs.jsonl"], [1, 2]],
    ["by their whole path", ["./logs/../runs.jsonl"], [1, 2]],
    ["by a glob, in the order of names", ["runs*.jsonl"], [3, 1, 2, 4]],
    ["by a glob that begins with a dot", ["./logs/*.jsonl"], [5]],
    ["by a glob in every folder, but not in what is installed", ["**/{a,b,c}.jsonl"], [5, 6]],
    ["by a name that looks like a glob", ["runs[1].jsonl"], [4]],
    ["once, whoever leads to them", ["runs.jsonl", "runs*.jsonl", "link.jsonl"], [1, 2, 3, 4]],
    ["empty", ["empty.jsonl"], []],
    ["packed, whatever the name and in parts", ["packed"], [8, 9]],
  ])("%s", async (_name, named, expected) => {
    expect((await read(...named)).numbers).toEqual(expected);
  });

  test("outside of the folder, and by an absolute glob", async () => {
    const inner = worldAt(join(folder, "logs"));
    const numbers: Json[] = [];
    const sink = {
      take: (value: Json) => void numbers.push((value as { number: number }).number),
      skip: () => undefined,
    };
    await readRecordLines(["../runs.*.jsonl", join(folder, "logs", "*.jsonl")], inner, sink);
    expect(numbers).toEqual([3, 5]);
  });
});

test("however records are spread over files, packed or not, they show the same", async () => {
  const records = Array.from({ length: 300 }, (_, index) =>
    runRecord({
      run_id: `r-${index}`,
      session: `s-${index % 40}`,
      bundle: index % 3 === 0 ? headDigest : baseDigest,
      tokens: { input: index, output: 1 },
      stop_reason: index % 7 === 0 ? "error" : "finish",
    }),
  );
  const place = await mkdtemp(join(folder, "parts-"));
  const show = async (...parts: readonly (readonly [string, Uint8Array | string])[]): Promise<Collected> => {
    for (const [name, bytes] of parts) await writeFile(join(place, name), bytes);
    const collector = openCollector(rampQuestion({ budget: { sessions: 25, runs: 1_000 } }));
    await readRecordLines(
      parts.map(([name]) => name),
      worldAt(place),
      collector,
    );
    return collector.observations();
  };
  const linesOf = (part: readonly object[]): string => part.map((record) => `${JSON.stringify(record)}\n`).join("");
  const whole = await show(["whole.jsonl", linesOf(records)]);
  expect(whole.accounting.sides.base.oneIn).toBeGreaterThan(1);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(300), fc.boolean()), { maxLength: 5 }), async (cuts) => {
      const ends = [...cuts.toSorted(([one], [other]) => one - other), [300, true] as const];
      const parts = ends.map(([end, isPacked], index) => {
        const text = linesOf(records.slice(ends[index - 1]?.[0] ?? 0, end));
        return [`${index}.jsonl`, isPacked ? gzipSync(text) : text] as const;
      });
      expect(await show(...parts.toReversed())).toEqual(whole);
    }),
    { numRuns: 15 },
  );
});

test("traces are run records, also in one document on several lines and across files", async () => {
  const spans = [
    otlpSpan("a", "", { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support" }),
    otlpSpan("t", "a", { "gen_ai.operation.name": "execute_tool" }),
  ];
  const [agent = {}, tool = {}] = spans;
  await writeFile(join(folder, "traces.1.json"), JSON.stringify(otlpRequest(agent), null, 2));
  await writeFile(join(folder, "traces.2.json"), `${JSON.stringify(otlpRequest(tool))}\n${lines(1)}`);
  const seen: Json[] = [];
  await readRecordLines(["traces.*"], worldAt(folder), {
    take: (value) => void seen.push(value),
    skip: () => undefined,
  });
  expect(seen).toMatchObject([{ number: 1 }, { contract: "support", tool_calls: 1 }]);
});

test("a packed file that is still being written is read as far as it goes", async () => {
  const { numbers } = await read("cut.gz");
  expect(numbers.length).toBeGreaterThan(1_000);
  expect(numbers.slice(0, -1)).toEqual(Array.from({ length: numbers.length - 1 }, (_, index) => index));
});

describe("what cannot be read is said in words", () => {
  test.each([
    ["no file", "nothing.jsonl", "NO_RECORDS", "there is no file nothing.jsonl"],
    ["no match", "nothing*.jsonl", "NO_RECORDS", "no file matches nothing*.jsonl"],
    ["no folder", "nowhere/*.jsonl", "NO_RECORDS", "no file matches nowhere/*.jsonl"],
    ["a folder", "logs", "USAGE", "logs is a folder"],
    ["another packer", "other.zst", "USAGE", "other.zst is packed with zstd"],
    ["a broken packer", "wrong.gz", "READ_FAILED", "wrong.gz could not be read"],
  ])("%s", async (_name, named, code, message) => {
    const error = await read(named).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

test.skipIf(process.platform === "win32")(
  "a named pipe is read, and whoever waits for nobody can be stopped",
  async () => {
    const path = join(folder, "pipe");
    await promisify(execFile)("mkfifo", [path]);
    const take = (): void => undefined;
    const world = { ...worldAt(folder), signal: AbortSignal.timeout(100) };
    await expect(readRecordLines(["pipe"], world, { take, skip: take })).rejects.toThrow(Failure);
    const [{ numbers }] = await Promise.all([read("pipe"), writeFile(path, gzipSync(lines(1, 2, 3)))]);
    expect(numbers).toEqual([1, 2, 3]);
  },
);
