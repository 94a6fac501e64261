import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const runner = join(import.meta.dirname, "containment.mjs");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "promptctl-suites-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const narrower = { id: "one", old: { type: "integer" }, new: { type: "number" } };

test("a suite whose labels are ours passes, and says how much of it is decided", async () => {
  const { code, said } = await judged([
    { ...narrower, old_in_new: true, new_in_old: false },
    { id: "two", old: { format: "date" }, new: { format: "time" }, old_in_new: false },
  ]);
  expect(said).toContain("3 labelled pairs, 2 decided (66.7 %): 2 as labelled");
  expect(said).toContain("1 not decided, 1 of them because of `format`");
  expect(code).toBe(0);
});

test("a label that we contradict fails the run, and is named", async () => {
  const { code, said } = await judged([{ ...narrower, old_in_new: false }]);
  expect(said).toContain("1 unsound\n    one old_in_new");
  expect(code).toBe(1);
});

test("a reading of our own is no fault, where a third validator says the same", async () => {
  const beside = {
    definitions: { one: { type: "array" } },
    properties: { a: { $ref: "#/definitions/one", maxItems: 1 } },
  };
  const { code, said } = await judged([
    { id: "ref", draft: "7", old: { const: { a: [1, 2] } }, new: beside, old_in_new: true },
  ]);
  expect(said).toContain("1 otherwise by policy: before 2019-09");
  expect(code).toBe(0);
});

async function judged(cases: readonly object[]): Promise<{ readonly code: number; readonly said: string }> {
  await mkdir(join(folder, "suite"), { recursive: true });
  await writeFile(join(folder, "suite", "cases.jsonl"), cases.map((one) => JSON.stringify(one)).join("\n"));
  return new Promise((resolve) => {
    execFile(process.execPath, [runner, folder], (error, said) => resolve({ code: Number(error?.code ?? 0), said }));
  });
}
