import { execFile } from "node:child_process";
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { fileRecords } from "../../../src/client/records/file.ts";
import { readRecords } from "../../../src/core/run/records/read.ts";
import type { RunRecord } from "../../../src/core/run/records/schema.ts";
import { temporaryFolder } from "../../helpers/repository.ts";
import { mountable, smallDisk, unmountable } from "../../helpers/small-disk.ts";

const run = promisify(execFile);

function record(run_id: string): RunRecord {
  const { records } = readRecords(JSON.stringify({ run_id, contract: "support", stop_reason: "finish" }));
  if (records[0] === undefined) throw new Error("a record");
  return records[0];
}

/** Every line of every file, oldest file first; broken lines are faults. */
async function written(
  folder: string,
): Promise<ReturnType<typeof readRecords> & { readonly files: readonly string[] }> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".jsonl")).toSorted();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return { ...readRecords(texts.join("")), files };
}

test("one line a record, in a folder that is made for it, for nobody else to read", async () => {
  const file = join(await temporaryFolder(), "logs", "runs.jsonl");
  const records = fileRecords({ file });
  for (const id of ["r-1", "r-2", "r-3"]) records.keep(record(id));
  expect(records.state()).toMatchObject({ written: 0, waiting: 3 });
  await records.flush();
  expect(records.state()).toEqual({ written: 3, lost: 0, waiting: 0, error: null });
  const text = await readFile(file, "utf8");
  expect(text.split("\n")).toHaveLength(4);
  expect(readRecords(text).records.map(({ run_id }) => run_id)).toEqual(["r-1", "r-2", "r-3"]);
  expect((await stat(file)).mode & 0o077).toBe(0);
});

test("a full file gets the next number, and the oldest go", async () => {
  const folder = await temporaryFolder();
  const records = fileRecords({ file: join(folder, "runs.jsonl"), max_bytes: 1_000, keep: 3 });
  for (let number = 0; number < 20; number += 1) {
    records.keep(record(`r-${number}`));
    await records.flush();
  }
  const { files, faults, records: left } = await written(folder);
  expect([records.state().lost, faults]).toEqual([0, []]);
  expect(files.filter((name) => name !== "runs.jsonl")).toHaveLength(3);
  expect(left.map(({ run_id }) => run_id)).toContain("r-19");
  expect(left.map(({ run_id }) => run_id)).not.toContain("r-0");
});

test("processes that share a small file lose no line and break none", async () => {
  const folder = await temporaryFolder();
  const door = new URL("../../../dist/client/records/file.js", import.meta.url).href;
  const program = (name: string): string => `
    import { fileRecords } from ${JSON.stringify(door)};
    const records = fileRecords({ file: ${JSON.stringify(join(folder, "runs.jsonl"))}, max_bytes: 20_000, keep: 1_000 });
    for (let number = 0; number < 300; number += 1) {
      records.keep({ run_id: "${name}-" + number, contract: "support", stop_reason: "finish", outcome: "x".repeat(200) });
      if (number % 5 === 0) await records.flush();
    }
    await records.flush();
    console.log(JSON.stringify(records.state()));`;
  const states = await Promise.all(
    ["a", "b", "c", "d"].map(async (name) => {
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program(name)]);
      return JSON.parse(stdout) as unknown;
    }),
  );
  expect(states).toEqual(states.map(() => ({ written: 300, lost: 0, waiting: 0, error: null })));
  const { records, faults, files } = await written(folder);
  expect(faults).toEqual([]);
  expect(new Set(records.map(({ run_id }) => run_id)).size).toBe(1_200);
  expect(records).toHaveLength(1_200);
  expect(files.length).toBeGreaterThan(3);
});

test.each([
  ["an exception", "throw new Error('of the host')"],
  ["process.exit", "process.exit(0)"],
])("a process that ends by %s writes what waits", async (_name, end) => {
  const folder = join(await temporaryFolder(), "logs");
  const door = new URL("../../../dist/client/records/file.js", import.meta.url).href;
  const program = `
    import { fileRecords } from ${JSON.stringify(door)};
    const records = fileRecords({ file: ${JSON.stringify(join(folder, "runs.jsonl"))} });
    for (const run_id of ["r-1", "r-2"]) records.keep({ run_id, contract: "support", stop_reason: "error" });
    ${end};`;
  await run(process.execPath, ["--input-type=module", "--eval", program]).catch(() => undefined);
  expect((await written(folder)).records.map(({ run_id }) => run_id)).toEqual(["r-1", "r-2"]);
});

test("half a line that somebody else left costs no other", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "runs.jsonl");
  await writeFile(file, '{"run_id":"killed","contr');
  const records = fileRecords({ file });
  records.keep(record("r-1"));
  await records.flush();
  await appendFile(file, '{"run_id":"full","contr');
  records.keep(record("r-2"));
  await records.flush();
  const { records: read, faults } = await written(folder);
  expect([read.map(({ run_id }) => run_id), faults.length]).toEqual([["r-1", "r-2"], 2]);
});

test("nothing is left behind on the process", async () => {
  const before = process.listenerCount("exit");
  const records = fileRecords({ file: join(await temporaryFolder(), "runs.jsonl") });
  records.keep(record("r-1"));
  expect(process.listenerCount("exit")).toBe(before + 1);
  await records.flush();
  expect(process.listenerCount("exit")).toBe(before);
});

describe("what cannot be written is counted, and said", () => {
  test("a folder in the place of the file", async () => {
    const file = join(await temporaryFolder(), "runs.jsonl");
    await mkdir(file);
    const records = fileRecords({ file });
    records.keep(record("r-1"));
    await records.flush();
    expect(records.state()).toMatchObject({ written: 0, lost: 1, error: expect.stringContaining("EISDIR") });
  });

  test.skipIf(!mountable)(`a full disk, until there is room again${unmountable}`, async (context) => {
    const disk = smallDisk(context, join(await temporaryFolder(), "disk"), "64k");
    const file = join(disk.folder, "runs.jsonl");
    const records = fileRecords({ file });
    const keep = async (id: string): Promise<void> => {
      records.keep(record(id));
      await records.flush();
    };
    await keep("r-1");
    await disk.fill();
    // What is left of the last page holds a few lines yet, and a part of one.
    for (let number = 0; number < 30; number += 1) await keep(`full-${number}`);
    const { lost, error } = records.state();
    expect([lost > 10, error]).toEqual([true, expect.stringMatching(/full|ENOSPC/)]);
    await disk.free();
    await keep("r-2");
    const read = readRecords(await readFile(file, "utf8"));
    expect(read.records).toHaveLength(32 - lost);
    expect([read.records[0]?.run_id, read.records.at(-1)?.run_id]).toEqual(["r-1", "r-2"]);
    expect([records.state().written, read.faults.length <= 1]).toEqual([32 - lost, true]);
  });

  test("a record that is no JSON", async () => {
    const records = fileRecords({ file: join(await temporaryFolder(), "runs.jsonl") });
    records.keep({ ...record("r-1"), outcome: 5n as never });
    await records.flush();
    expect(records.state()).toMatchObject({ written: 0, lost: 1, error: expect.stringContaining("BigInt") });
  });
});
